package io.naru.proxy.filter;

import io.naru.proxy.fault.Fault;
import io.naru.proxy.head.Ascii;
import io.naru.proxy.head.PathForms;
import io.naru.proxy.match.Search;
import java.util.Optional;

/**
 * What a matching path is rewritten to: a path that goes to the endpoint, or an absolute URL that
 * the client is sent to. The request's query follows the target's own; a target that ends in a
 * question mark leaves it out. Immutable.
 */
final class RewriteTarget {
  private static final Result TOO_LONG = new Result.Refused(Fault.Refusal.REQUEST_LINE_TOO_LONG);
  private static final Result NO_PLACE = refused("what a group took cannot stand in the target");
  private static final Result NO_PATH = refused("the rewritten path does not begin with a slash");
  private static final Result DOTS = refused("the rewritten path has a dot segment");

  private final boolean absolute;
  private final boolean dropsQuery;
  private final Template front;
  private final Template query;

  /** What became of one request's target. */
  sealed interface Result {

    /** In origin form, escaped: ASCII. */
    record Rewritten(String target) implements Result {}

    record Redirect(String location) implements Result {}

    record Refused(Fault fault) implements Result {}
  }

  private static Result refused(String reason) {
    return new Result.Refused(new Fault.BadRequest(reason));
  }

  RewriteTarget(String target) {
    int mark = target.indexOf('?');
    String before = mark < 0 ? target : target.substring(0, mark);
    this.dropsQuery = target.endsWith("?");
    this.absolute = before.startsWith("http://") || before.startsWith("https://");
    this.front = absolute ? Template.ofUrl(before) : Template.of(before, Template.Place.DECODED);
    String own = mark < 0 || mark == target.length() - 1 ? "" : target.substring(mark + 1);
    this.query =
        Template.of(
            dropsQuery && !own.isEmpty() ? own.substring(0, own.length() - 1) : own,
            Template.Place.QUERY);
  }

  /**
   * The target for one request.
   *
   * @param requestQuery with its question mark, or empty
   */
  Result fill(Search.Found groups, String requestQuery) {
    Optional<String> path = front.fill(groups);
    Optional<String> own = query.fill(groups);
    if (path.isEmpty() || own.isEmpty()) {
      return NO_PLACE;
    }
    String args = join(own.get(), dropsQuery ? "" : requestQuery);
    if (path.get().length() + own.get().length() > Template.MAX_LENGTH) {
      return TOO_LONG;
    }
    return absolute ? new Result.Redirect(path.get() + args) : rewritten(path.get(), args);
  }

  private static String join(String own, String requestQuery) {
    String request = requestQuery.isEmpty() ? "" : requestQuery.substring(1);
    if (own.isEmpty() && request.isEmpty()) {
      return "";
    }
    return "?" + own + (own.isEmpty() || request.isEmpty() ? "" : "&") + request;
  }

  /** Decoded text is looked at again: a group may have completed a dot segment (catalogue H2). */
  private static Result rewritten(String path, String args) {
    if (!path.startsWith("/")) {
      return NO_PATH;
    }
    if (hasDotSegment(path)) {
      return DOTS;
    }
    byte[] encoded = PathForms.encode(path);
    String target = Ascii.text(encoded, 0, encoded.length) + args;
    return target.length() > Template.MAX_LENGTH ? TOO_LONG : new Result.Rewritten(target);
  }

  /** Also one with parameters, which some servers take off before they resolve it. */
  private static boolean hasDotSegment(String path) {
    for (int slash = 0; slash >= 0; slash = path.indexOf('/', slash + 1)) {
      int end = slash + 1;
      while (end < path.length() && path.charAt(end) == '.') {
        end++;
      }
      int dots = end - slash - 1;
      boolean ends = end == path.length() || path.charAt(end) == '/' || path.charAt(end) == ';';
      if (ends && (dots == 1 || dots == 2)) {
        return true;
      }
    }
    return false;
  }
}
