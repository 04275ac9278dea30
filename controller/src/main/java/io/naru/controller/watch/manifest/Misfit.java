package io.naru.controller.watch.manifest;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.util.Collection;

/// Where and why a manifest does not fit its kind, in the words of manifests. Values are not
/// quoted: they may be secret.
///
/// @param field the path of the field, for example `spec.rules[0].http.paths[1].backend`
record Misfit(String field, String reason) {

  static Misfit of(JsonMappingException failure) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference step : failure.getPath()) {
      if (step.getFieldName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
      }
    }
    return new Misfit(path.toString(), reason(failure));
  }

  private static String reason(JsonMappingException failure) {
    return failure instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null
        ? "is not " + words(mismatch.getTargetType())
        : "has a value that does not fit";
  }

  private static String words(Class<?> type) {
    if (type == Integer.class || type == Long.class || type == int.class || type == long.class) {
      return "a whole number";
    }
    if (type == Boolean.class) {
      return "true or false";
    }
    if (type == String.class) {
      return "text";
    }
    return Collection.class.isAssignableFrom(type) ? "a list" : "a mapping of fields";
  }
}
