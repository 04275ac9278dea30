package io.naru.controller.compile;

/// One path of a rule.
///
/// @param field where it stands in its Ingress
/// @param path absolute
/// @param exact else it is a prefix; ImplementationSpecific is one too (behaviour 4)
record PathRule(String field, String path, boolean exact, ServiceRef service) {

  PathRule {
    field = field.intern(); // places are the same ones in very many Ingresses
  }

  String serviceField() {
    return (field + ".backend.service").intern();
  }
}
