package io.naru.controller.status;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.naru.controller.object.ObjectKey;
import io.naru.controller.watch.ClusterState;
import io.naru.controller.watch.cluster.StatusListener;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// What the API server shows: the addresses in the status of each Ingress, and the one Service that
/// is published. It is all that is kept of any status.
///
/// An older version of an object never replaces a newer one: the answer to a write is here before
/// the watch tells of it.
///
/// Thread rule: any thread.
public final class ShownStatus implements StatusListener {
  private static final long UNKNOWN = -1;

  private final Map<ObjectKey, Shown> ingresses = new ConcurrentHashMap<>();
  private final Optional<ObjectKey> published;
  private volatile Optional<Service> service = Optional.empty();
  private volatile Addresses recent = Addresses.NONE;
  private volatile Runnable changed = () -> {};

  private record Shown(long version, Addresses addresses) {

    /// The later of both.
    Shown or(Shown other) {
      return version != UNKNOWN && other.version != UNKNOWN && other.version < version
          ? this
          : other;
    }
  }

  public ShownStatus(AddressChoice choice) {
    this.published = choice.service();
  }

  /// What runs after each change; it must not keep its caller waiting.
  void whenChanged(Runnable listener) {
    changed = listener;
  }

  /// An object as the API server has it; kinds without a status that matters are passed over.
  @Override
  public void seen(HasMetadata object) {
    if (object instanceof Ingress ingress) {
      ObjectKey key = ClusterState.keyOf(ingress);
      Optional<Addresses> before = of(key);
      ingresses.merge(key, shown(ingress), Shown::or);
      if (!before.equals(of(key))) {
        changed.run();
      }
    } else if (object instanceof Service it) {
      seen(it);
    }
  }

  private void seen(Service object) {
    if (published.filter(ClusterState.keyOf(object)::equals).isPresent()) {
      service = Optional.of(object);
      changed.run();
    }
  }

  @Override
  public void gone(ObjectKey key) {
    ingresses.remove(key);
    if (published.filter(key::equals).isPresent()) {
      service = Optional.empty();
      changed.run();
    }
  }

  /// The answer to a write of ours; it brings no Ingress back that is gone.
  void written(Ingress ingress) {
    Shown answer = shown(ingress);
    ingresses.computeIfPresent(ClusterState.keyOf(ingress), (_, it) -> it.or(answer));
  }

  /// Empty for an Ingress that was not seen yet.
  Optional<Addresses> of(ObjectKey ingress) {
    return Optional.ofNullable(ingresses.get(ingress)).map(Shown::addresses);
  }

  Optional<Service> service() {
    return service;
  }

  /// Ten thousand Ingresses mostly show the same addresses: the same object then.
  private Shown shown(Ingress ingress) {
    Addresses addresses = Addresses.shownBy(ingress);
    if (addresses.equals(recent)) {
      addresses = recent;
    } else {
      recent = addresses;
    }
    return new Shown(version(ingress), addresses);
  }

  private static long version(Ingress ingress) {
    String text = Optional.ofNullable(ingress.getMetadata().getResourceVersion()).orElse("");
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException _) {
      return UNKNOWN;
    }
  }
}
