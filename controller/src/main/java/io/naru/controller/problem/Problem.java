package io.naru.controller.problem;

import io.naru.controller.object.ObjectKey;
import java.util.Comparator;
import java.util.regex.Pattern;

/// One thing that is wrong: with which object or file, in which field (a path such as
/// `spec.rules[0].host`, or empty where no single field is to blame), why, and what follows from it
/// for the traffic.
///
/// The parts may quote what users wrote; [#sentence()] makes one printable line of them.
public record Problem(
    Subject subject, String field, String reason, String consequence, Severity severity)
    implements Comparable<Problem> {
  private static final int LONGEST_SENTENCE = 1000;
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\s]+");
  private static final Comparator<Problem> ORDER =
      Comparator.comparing(Problem::subject)
          .thenComparing(Problem::field)
          .thenComparing(Problem::reason)
          .thenComparing(Problem::consequence)
          .thenComparing(Problem::severity);

  public Problem {
    if (reason.isBlank() || consequence.isBlank()) {
      throw new IllegalArgumentException("a problem says why, and what follows from it");
    }
  }

  /// An object that trips over a defect of ours.
  public static Problem defect(ObjectKey object, Throwable defect, String consequence) {
    String reason = "trips over a defect of Naru (" + defect.getClass().getName() + ")";
    return new Problem(new Subject.OfObject(object), "", reason, consequence, Severity.DEFECT);
  }

  /// An error in a field of an object.
  public static Problem error(ObjectKey object, String field, String reason, String consequence) {
    return new Problem(new Subject.OfObject(object), field, reason, consequence, Severity.ERROR);
  }

  /// A warning about a field of an object.
  public static Problem warning(ObjectKey object, String field, String reason, String consequence) {
    return new Problem(new Subject.OfObject(object), field, reason, consequence, Severity.WARNING);
  }

  /// A note about a field of an object.
  public static Problem note(ObjectKey object, String field, String reason, String consequence) {
    return new Problem(new Subject.OfObject(object), field, reason, consequence, Severity.NOTE);
  }

  /// A warning about a place in a file.
  public static Problem ofFile(String name, String place, String reason, String consequence) {
    return new Problem(new Subject.OfFile(name), place, reason, consequence, Severity.WARNING);
  }

  /// A warning about the program itself, in a part that its user knows: a flag, say.
  public static Problem ofProgram(String part, String reason, String consequence) {
    return new Problem(new Subject.OfProgram(part), "", reason, consequence, Severity.WARNING);
  }

  /// A warning about an API server.
  public static Problem ofServer(String url, String reason, String consequence) {
    return new Problem(new Subject.OfServer(url), "", reason, consequence, Severity.WARNING);
  }

  /// `Ingress default/web, spec.tls[0].secretName: names Secret default/x, which does not exist;
  /// the default certificate is served`. One line of at most 1,000 characters, without control
  /// characters whatever the user's text holds.
  public String sentence() {
    return sentence(subject.text(), field, reason, consequence);
  }

  static String sentence(String who, String field, String reason, String consequence) {
    String where = field.isEmpty() ? who : who + ", " + field;
    return oneLine(where + ": " + reason + "; " + consequence);
  }

  private static String oneLine(String text) {
    String line = UNPRINTABLE.matcher(text).replaceAll(" ").strip();
    return line.length() <= LONGEST_SENTENCE ? line : line.substring(0, LONGEST_SENTENCE - 1) + "…";
  }

  @Override
  public int compareTo(Problem other) {
    return ORDER.compare(this, other);
  }
}
