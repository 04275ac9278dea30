package io.naru.controller;

import io.naru.controller.access.Access;
import io.naru.controller.access.Connection;
import io.naru.controller.compile.CompileOptions;
import io.naru.controller.watch.cluster.Choice;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/// What a command line asks the controller to do.
///
/// @param source where objects come from
record Settings(
    Source source,
    Traffic traffic,
    Connections connections,
    Status status,
    CompileOptions compile,
    Optional<Webhook> webhook,
    Grace grace) {

  /// Where objects come from.
  sealed interface Source {
    /// For people.
    String text();
  }

  /// Manifests.
  record Folder(Path path) implements Source {
    @Override
    public String text() {
      return path.toString();
    }
  }

  /// An API server.
  ///
  /// @param self who this is there
  /// @param choice what is watched
  /// @param writes what is written there
  /// @param compare how often what was watched is compared with what the server has; zero for the
  ///   usual
  record Cluster(
      Self self,
      Connection connection,
      Access access,
      Choice choice,
      Writes writes,
      Duration compare)
      implements Source {
    @Override
    public String text() {
      return "the cluster";
    }
  }

  /// The pod that this runs in.
  record Self(String namespace, String pod) {}

  /// Where clients' requests come in. Port 0 is any free one.
  ///
  /// @param address the one IP to listen on; empty for all
  /// @param advertisedHttp what clients see instead, as `advertisedHttps`
  record Traffic(
      Optional<String> address,
      int http,
      int https,
      OptionalInt advertisedHttp,
      OptionalInt advertisedHttps) {}

  /// How many connections there may be; empty: as the descriptors of the process allow.
  ///
  /// @param endpoints to all together
  /// @param toOne endpoint
  record Connections(OptionalInt clients, OptionalInt endpoints, OptionalInt toOne) {}

  /// Where operators and their machines ask. Port 0 is any free one.
  ///
  /// @param healthAddress the one IP that the health port listens on; empty for all
  /// @param healthPath what `/healthz` is called
  /// @param adminPort wished for; another one will do
  record Status(Optional<String> healthAddress, int healthPort, String healthPath, int adminPort) {}

  /// Where the API server asks about Ingresses.
  ///
  /// @param clients the file with the authorities of those who get an answer; empty: all do
  record Webhook(InetSocketAddress address, Proof proof, Optional<Path> clients) {}

  /// What the webhook proves itself with.
  sealed interface Proof {

    /// Somebody else's, cert-manager's say, in files.
    record Files(Path certificate, Path key) implements Proof {}

    /// What the leader makes and keeps in a Secret.
    ///
    /// @param secret in the own namespace, as `service`
    /// @param configuration of the webhook, at the API server
    record Own(String secret, String configuration, String service) implements Proof {}
  }

  /// How the end is drawn out.
  ///
  /// @param before how long connections are still accepted, unready
  /// @param after how long the process stays after the last request
  record Grace(Duration before, Duration after) {
    static final Grace NONE = new Grace(Duration.ZERO, Duration.ZERO);
  }
}
