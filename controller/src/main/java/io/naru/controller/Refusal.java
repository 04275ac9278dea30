package io.naru.controller;

/// The program cannot do what it was asked; the sentence tells a person why.
final class Refusal extends Exception {
  private static final long serialVersionUID = 1;

  private final ExitCode code;
  private final String sentence;

  private Refusal(ExitCode code, String sentence) {
    super(sentence);
    this.code = code;
    this.sentence = sentence;
  }

  /// The command line makes no sense.
  static Refusal usage(String sentence) {
    return new Refusal(ExitCode.USAGE, sentence);
  }

  /// The surroundings do not allow it.
  static Refusal environment(String sentence) {
    return new Refusal(ExitCode.ENVIRONMENT, sentence);
  }

  ExitCode code() {
    return code;
  }

  String sentence() {
    return sentence;
  }
}
