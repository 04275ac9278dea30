package io.naru.controller.compile;

import java.util.List;

/// One entry of `spec.tls`.
///
/// @param field where it stands in its Ingress
/// @param hosts in lower case
/// @param secret empty where it names none
record TlsEntry(String field, List<String> hosts, String secret) {
  TlsEntry {
    hosts = List.copyOf(hosts);
  }
}
