package io.naru.controller.status;

import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.naru.controller.access.Answer;
import io.naru.controller.object.Kind;
import io.naru.controller.object.ObjectKey;
import io.naru.controller.pace.Ticker;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An API server that has Ingresses with their status, who wrote it, and a watch that tells of it
/// when the test says so.
final class StatusServer implements StatusStore {
  private static final String US = "naru";

  private final Ticker ticker;
  private final Map<ObjectKey, Row> rows = new HashMap<>();
  private final List<String> requests = new ArrayList<>();
  private final List<Long> times = new ArrayList<>();
  private Optional<Answer<Ingress>> instead = Optional.empty();
  private Runnable onRequest = () -> {};
  private int version = 100;

  private record Row(Addresses addresses, String manager, int version) {}

  StatusServer(Ticker ticker) {
    this.ticker = ticker;
  }

  static ObjectKey key(String name) {
    return new ObjectKey(Kind.INGRESS, "default", name);
  }

  /// Somebody writes.
  void put(String name, String manager, Addresses addresses) {
    rows.put(key(name), new Row(addresses, manager, ++version));
  }

  Addresses status(String name) {
    return Optional.ofNullable(rows.get(key(name))).orElseThrow().addresses();
  }

  void tell(ShownStatus shown) {
    rows.keySet().forEach(it -> shown.seen(ingress(it)));
  }

  void answer(Answer<Ingress> always) {
    instead = Optional.of(always);
  }

  void answerAgain() {
    instead = Optional.empty();
  }

  void onRequest(Runnable action) {
    onRequest = action;
  }

  /// `ask` without force, `write` with it, each with the Ingress and the addresses.
  List<String> requests() {
    List<String> all = List.copyOf(requests);
    requests.clear();
    return all;
  }

  List<Long> times() {
    return times;
  }

  @Override
  public Answer<Ingress> apply(ObjectKey ingress, Addresses addresses, boolean force) {
    requests.add((force ? "write " : "ask ") + ingress.name() + " " + addresses);
    times.add(ticker.nanos());
    onRequest.run();
    return instead.orElseGet(() -> applied(ingress, addresses, force));
  }

  private Answer<Ingress> applied(ObjectKey ingress, Addresses addresses, boolean force) {
    Optional<Row> row = Optional.ofNullable(rows.get(ingress));
    if (row.isEmpty()) {
      return new Answer.Absent<>();
    }
    boolean foreign = !row.get().manager().equals(US);
    if (foreign && !force && !row.get().addresses().equals(addresses)) {
      return new Answer.Conflict<>(
          "Apply failed with 1 conflict: conflict with \"%s\" using networking.k8s.io/v1"
              .formatted(row.get().manager()));
    }
    if (!(foreign && addresses.isEmpty())) {
      put(ingress.name(), US, addresses);
    }
    return new Answer.Done<>(ingress(ingress));
  }

  private Ingress ingress(ObjectKey key) {
    Row row = Optional.ofNullable(rows.get(key)).orElseThrow();
    return new IngressBuilder()
        .withNewMetadata()
        .withNamespace(key.namespace())
        .withName(key.name())
        .withResourceVersion(String.valueOf(row.version()))
        .endMetadata()
        .withNewStatus()
        .withNewLoadBalancer()
        .withIngress(row.addresses().entries())
        .endLoadBalancer()
        .endStatus()
        .build();
  }
}
