package io.naru.controller.problem;

import io.naru.controller.object.ObjectKey;

/// What a problem is about.
public sealed interface Subject extends Comparable<Subject> {

  /// How a sentence names it.
  String text();

  /// What kind of thing it is, `Ingress` say.
  String what();

  /// Which one of these.
  String name();

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

    @Override
    public String what() {
      return key.kind().text();
    }

    @Override
    public String name() {
      return key.path();
    }
  }

  /// The program itself, in a part that its user knows: a flag, say.
  record OfProgram(String part) implements Subject {
    @Override
    public String text() {
      return part;
    }

    @Override
    public String what() {
      return "part";
    }

    @Override
    public String name() {
      return part;
    }
  }

  /// A file or folder of manifests, by the name that the user knows.
  record OfFile(String name) implements Subject {
    @Override
    public String text() {
      return name;
    }

    @Override
    public String what() {
      return "file";
    }
  }

  /// An API server, by its URL.
  record OfServer(String url) implements Subject {
    @Override
    public String text() {
      return "API server " + url;
    }

    @Override
    public String what() {
      return "API server";
    }

    @Override
    public String name() {
      return url;
    }
  }
}
