package io.naru.controller;

import io.naru.controller.access.Feature;
import io.naru.controller.event.EventOptions;
import io.naru.controller.leader.Term;
import io.naru.controller.object.Kind;
import io.naru.controller.object.ObjectKey;
import io.naru.controller.status.Address;
import io.naru.controller.status.AddressChoice;
import io.naru.controller.status.Addresses;
import io.naru.controller.status.StatusMode;
import io.naru.controller.status.StatusOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// From flags to what is written to the cluster (behaviours 31 and 32).
///
/// @param configMap the settings of all Ingresses
/// @param own the namespace of this pod
record WriteSettings(FlagValues flags, Optional<ObjectKey> configMap, String own) {
  private static final Duration LEAST_TERM = Duration.ofSeconds(1);

  Writes read() throws Refusal {
    Optional<Term> election =
        flags.on(Flag.DISABLE_LEADER_ELECTION) ? Optional.empty() : Optional.of(term());
    return new Writes(election, status(election.isPresent()), events());
  }

  /// What that needs at the API server.
  static Set<Feature> features(Writes writes) {
    Set<Feature> features = EnumSet.of(Feature.EVENTS);
    if (writes.election().isPresent()) {
      features.add(Feature.ELECTION);
    }
    features.addAll(features(writes.status()));
    return features;
  }

  /// Who observes needs to know the addresses, and may write none.
  private static Set<Feature> features(StatusOptions status) {
    Set<Feature> features = EnumSet.noneOf(Feature.class);
    if (status.mode() == StatusMode.ON) {
      features.addAll(Set.of(Feature.STATUS, Feature.REPLICAS));
    }
    if (status.mode() != StatusMode.OFF && status.addresses() instanceof AddressChoice.OfNodes) {
      features.addAll(Set.of(Feature.REPLICAS, Feature.NODE_ADDRESSES));
    }
    return features;
  }

  /// Nothing and less is what it is without the flag, as upstream has it.
  private Term term() throws Refusal {
    String text = flags.name(Flag.ELECTION_TTL);
    if (text.startsWith("-") || flags.duration(Flag.ELECTION_TTL).isZero()) {
      return Term.DEFAULT;
    }
    Duration lease = flags.duration(Flag.ELECTION_TTL);
    if (lease.compareTo(LEAST_TERM) < 0) {
      throw Refusal.usage("%s=%s: less than a second.".formatted(Flag.ELECTION_TTL, text));
    }
    return new Term(lease);
  }

  private StatusOptions status(boolean election) throws Refusal {
    Duration interval = flags.seconds(Flag.STATUS_UPDATE_INTERVAL);
    Duration shortest = StatusOptions.SHORTEST;
    return new StatusOptions(
        election ? mode() : StatusMode.OFF,
        addresses(),
        interval.compareTo(shortest) < 0 ? shortest : interval,
        flags.on(Flag.UPDATE_STATUS_ON_SHUTDOWN));
  }

  private StatusMode mode() throws Refusal {
    StatusMode mode =
        switch (flags.name(Flag.STATUS)) {
          case "on" -> StatusMode.ON;
          case "observe" -> StatusMode.OBSERVE;
          case "off" -> StatusMode.OFF;
          case String other ->
              throw Refusal.usage(
                  "%s=%s: not one of on, observe and off.".formatted(Flag.STATUS, other));
        };
    return flags.on(Flag.UPDATE_STATUS) ? mode : StatusMode.OFF;
  }

  private AddressChoice addresses() throws Refusal {
    Optional<String> fixed = flags.text(Flag.PUBLISH_STATUS_ADDRESS);
    Optional<String> service = flags.object(Flag.PUBLISH_SERVICE);
    if (fixed.isPresent() && service.isPresent()) {
      throw Refusal.usage(
          "%s and %s exclude each other."
              .formatted(Flag.PUBLISH_STATUS_ADDRESS, Flag.PUBLISH_SERVICE));
    }
    if (fixed.isPresent()) {
      return new AddressChoice.Fixed(list(fixed.get()));
    }
    boolean internal = flags.on(Flag.REPORT_NODE_INTERNAL_IP_ADDRESS);
    return service
        .<AddressChoice>map(path -> new AddressChoice.OfService(service(path)))
        .orElseGet(() -> new AddressChoice.OfNodes(internal));
  }

  private static ObjectKey service(String path) {
    int slash = path.indexOf('/');
    return new ObjectKey(Kind.SERVICE, path.substring(0, slash), path.substring(slash + 1));
  }

  private static Addresses list(String text) throws Refusal {
    List<Address> addresses = new ArrayList<>();
    for (String each : text.split(",", -1)) {
      String bare = each.strip();
      addresses.add(
          Address.parse(bare)
              .orElseThrow(() ->
                  Refusal.usage(
                      "%s=%s: %s is neither an IP nor a host name."
                          .formatted(
                              Flag.PUBLISH_STATUS_ADDRESS,
                              text,
                              bare.isEmpty() ? "nothing" : bare))));
    }
    return Addresses.of(addresses);
  }

  private EventOptions events() throws Refusal {
    return new EventOptions(
        !flags.on(Flag.DISABLE_SYNC_EVENTS),
        configMap,
        flags.text(Flag.WATCH_NAMESPACE).map(it -> Set.copyOf(List.of(it, own))));
  }
}
