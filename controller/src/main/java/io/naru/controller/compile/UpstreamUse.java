package io.naru.controller.compile;

import io.naru.controller.object.ObjectKey;
import io.naru.controller.problem.Problem;
import io.naru.proxy.upstream.Balance;

/// That an Ingress leads to an upstream, and how it wants that balanced.
///
/// @param field where the Ingress first names the Service
/// @param clusterAddress the Service's own address is the one endpoint
record UpstreamUse(ObjectKey user, String field, Balance balance, boolean clusterAddress) {

  Problem problem(String reason) {
    return Problem.warning(user, field, reason, "its requests are answered 503");
  }
}
