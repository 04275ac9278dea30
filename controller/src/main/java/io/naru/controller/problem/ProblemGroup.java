package io.naru.controller.problem;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Problems that are told in one sentence: one alone, or more than a few that say the same of
/// objects of one kind and so have one cause, a class that is gone say.
///
/// @param problems in order, at least one
public record ProblemGroup(List<Problem> problems) {
  /// So many are still told one by one.
  private static final int FEW = 5;

  private static final int NAMED = 3;
  private static final Pattern INDEX = Pattern.compile("\\[\\d+\\]");

  /// What problems of one cause have in common.
  private record Cause(String what, String reason, String consequence, Severity severity) {
    static Cause of(Problem problem) {
      return new Cause(
          problem.subject().what() + withoutIndexes(problem.field()),
          problem.reason(),
          problem.consequence(),
          problem.severity());
    }
  }

  public ProblemGroup {
    problems = List.copyOf(problems);
    if (problems.isEmpty()) {
      throw new IllegalArgumentException("a group of no problems");
    }
  }

  /// All of them, in the order of the first of each group.
  public static List<ProblemGroup> of(Collection<Problem> problems) {
    Map<Cause, List<Problem>> byCause =
        problems.stream().sorted().collect(Collectors.groupingBy(Cause::of));
    Map<Problem, ProblemGroup> groups = new TreeMap<>();
    for (List<Problem> alike : byCause.values()) {
      if (alike.size() > FEW) {
        groups.put(alike.getFirst(), new ProblemGroup(alike));
      } else {
        alike.forEach(it -> groups.put(it, new ProblemGroup(List.of(it))));
      }
    }
    return new ArrayList<>(groups.values());
  }

  /// One that speaks for all.
  public Problem first() {
    return problems.getFirst();
  }

  /// How many objects it is about.
  public int objects() {
    return (int) subjects().count();
  }

  /// The field that all have, without the numbers of list elements where these differ.
  public String field() {
    String field = first().field();
    return problems.stream().allMatch(it -> it.field().equals(field))
        ? field
        : withoutIndexes(field);
  }

  /// One of them, in the field that all have.
  public Problem inField(Problem one) {
    return new Problem(one.subject(), field(), one.reason(), one.consequence(), one.severity());
  }

  /// As [Problem#sentence()], with how many objects it is about and three of them by name.
  public String sentence() {
    return Problem.sentence(who(), field(), first().reason(), first().consequence());
  }

  private String who() {
    int objects = objects();
    return objects == 1
        ? first().subject().text()
        : "%d %s (%s%s)"
            .formatted(
                objects,
                plural(first().subject().what()),
                subjects().limit(NAMED).map(Subject::name).collect(Collectors.joining(", ")),
                objects > NAMED ? ", …" : "");
  }

  private Stream<Subject> subjects() {
    return problems.stream().map(Problem::subject).distinct();
  }

  private static String plural(String noun) {
    return noun.endsWith("s") ? noun + "es" : noun + "s";
  }

  private static String withoutIndexes(String field) {
    return INDEX.matcher(field).replaceAll("[]");
  }
}
