package io.naru.controller.testkit;

import io.naru.controller.access.Access;
import io.naru.controller.access.ApiServer;
import io.naru.controller.access.Connection;
import io.naru.controller.access.Feature;
import io.naru.controller.access.Names;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Replicas' ways to the API server, each with connections of its own.
public final class Servers {
  private Servers() {}

  /// As a replica of a controller in this namespace has it.
  public static ApiServer open(TestNamespace namespace, Feature... features) {
    Set<Feature> all = EnumSet.of(Feature.ALL_SECRETS, features);
    try {
      return ApiServer.open(
          new Connection(
              Optional.of(namespace.cluster().kubeconfig()), Optional.empty(), Optional.empty()),
          new Access(Optional.empty(), new Names(namespace.name(), "leader", "cert", "hook"), all),
          Map.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
