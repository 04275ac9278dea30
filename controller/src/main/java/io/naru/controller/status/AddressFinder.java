package io.naru.controller.status;

import io.naru.controller.object.ObjectKey;
import io.naru.controller.pace.Ticker;

/// Finds the addresses at which the controller can be reached. May ask the API server, and takes
/// the time that takes.
@FunctionalInterface
interface AddressFinder extends AutoCloseable {
  Sighting find();

  /// What runs when another look is worth it before the interval is over.
  default void whenChanged(Runnable listener) {}

  @Override
  default void close() {}

  /// What the flags ask for.
  static AddressFinder of(
      StatusOptions options, Deployment deployment, ShownStatus shown, Ticker ticker) {
    return switch (options.addresses()) {
      case AddressChoice.Fixed(Addresses addresses) -> () -> new Sighting.Found(addresses);
      case AddressChoice.OfService(ObjectKey service) -> new ServiceAddresses(service, shown);
      case AddressChoice.OfNodes(boolean internal) ->
          new NodeAddresses(deployment, internal, options.interval(), ticker);
    };
  }
}
