package io.naru.controller;

import io.naru.controller.compile.CompileOptions;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/// What a command line asks the controller to do.
///
/// @param manifests the folder that is served
record Settings(
    Path manifests,
    Traffic traffic,
    Status status,
    CompileOptions compile,
    Optional<Webhook> webhook,
    Grace grace) {

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
  }

  /// How the end is drawn out.
  ///
  /// @param before how long connections are still accepted, unready
  /// @param after how long the process stays after the last request
  record Grace(Duration before, Duration after) {
    static final Grace NONE = new Grace(Duration.ZERO, Duration.ZERO);
  }
}
