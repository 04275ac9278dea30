package io.naru.controller.watch.manifest;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.naru.controller.problem.Problem;
import java.util.List;

/// What came of reading the text of one file.
public sealed interface Reading {

  /// The text is well-formed.
  ///
  /// @param objects the objects of our kinds in the order of the text; a key may stand twice
  /// @param problems what is wrong with single objects; an object that cannot be used is left out
  /// @param ignored how many objects are of other kinds
  record Manifests(List<HasMetadata> objects, List<Problem> problems, int ignored)
      implements Reading {
    public Manifests {
      objects = List.copyOf(objects);
      problems = List.copyOf(problems);
    }

    public static Manifests none() {
      return new Manifests(List.of(), List.of(), 0);
    }
  }

  /// The text as a whole cannot be read.
  ///
  /// @param reason goes on after the name of the file: `is not well-formed YAML: …`
  record Unreadable(String reason) implements Reading {}
}
