package io.naru.controller.problem;

import io.naru.controller.object.ObjectKey;

/// What a problem is about.
public sealed interface Subject extends Comparable<Subject> {

  /// How a sentence names it.
  String text();

  @Override
  default int compareTo(Subject other) {
    return text().compareTo(other.text());
  }

  /// A cluster object.
  record OfObject(ObjectKey key) implements Subject {
    @Override
    public String text() {
      return key.toString();
    }
  }

  /// The program itself, in a part that its user knows: a flag, say.
  record OfProgram(String part) implements Subject {
    @Override
    public String text() {
      return part;
    }
  }

  /// A file or folder of manifests, by the name that the user knows.
  record OfFile(String name) implements Subject {
    @Override
    public String text() {
      return name;
    }
  }

  /// An API server, by its URL.
  record OfServer(String url) implements Subject {
    @Override
    public String text() {
      return "API server " + url;
    }
  }
}
