package io.naru.controller.access;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClassBuilder;
import io.naru.controller.object.Kind;
import io.naru.controller.object.ObjectKey;
import io.naru.controller.testkit.TestNamespace;
import io.naru.controller.testkit.TestPods;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// One thing to do for each verb of each permission, through the door that needs it.
///
/// @param account its name, so that the objects of accounts do not meet
record Deeds(ApiServer server, TestNamespace namespace, String account) {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  /// The code of the refusal; empty if it is done.
  Optional<Integer> refusal(Permission permission, Verb verb) throws Exception {
    return switch (permission) {
      case INGRESSES -> watch(Selection.of(Kind.INGRESS).in(namespace.name()));
      case INGRESS_CLASSES -> watch(Selection.of(Kind.INGRESS_CLASS));
      case SERVICES -> watch(Selection.of(Kind.SERVICE).in(namespace.name()));
      case ENDPOINT_SLICES -> watch(Selection.of(Kind.ENDPOINT_SLICE).in(namespace.name()));
      case CONFIG_MAPS -> watch(Selection.of(Kind.CONFIG_MAP).in(namespace.name()));
      case SECRETS -> watch(Selection.of(Kind.SECRET).in(namespace.name()));
      case NAMESPACES -> watch(Selection.of(Kind.NAMESPACE));
      case SECRETS_BY_NAME ->
          code(server.objects().secret(new ObjectKey(Kind.SECRET, namespace.name(), "none")));
      case WATCHED_NAMESPACE -> code(server.objects().namespace(namespace.name()));
      case INGRESS_STATUS ->
          code(server.ingressStatuses().apply(namespace.name(), touch(), List.of(), true));
      case NODES -> code(server.nodes().get("none"));
      case PODS ->
          code(verb == Verb.GET ? server.pods().get("none") : server.pods().list(Map.of("a", "b")));
      case PODS_FOLLOWED -> followed();
      case LEASE ->
          verb == Verb.GET
              ? code(server.leases().get())
              : code(
                  server
                      .leases()
                      .update(
                          new LeaseBuilder()
                              .withNewMetadata()
                              .withResourceVersion("1")
                              .endMetadata()
                              .build()));
      case LEASE_CREATION -> code(server.leases().create(new LeaseBuilder().build()));
      case EVENTS ->
          verb == Verb.CREATE
              ? code(server.events().create(event()))
              : code(server.events().merge(event()));
      case WEBHOOK_SECRET ->
          verb == Verb.GET
              ? code(server.webhook().secret())
              : code(
                  server
                      .webhook()
                      .update(
                          new SecretBuilder()
                              .withNewMetadata()
                              .withResourceVersion("1")
                              .endMetadata()
                              .build()));
      case WEBHOOK_SECRET_CREATION -> code(server.webhook().create(new SecretBuilder().build()));
      case WEBHOOK_CONFIGURATION ->
          verb == Verb.GET
              ? code(server.webhook().configuration())
              : code(server.webhook().patchConfiguration("[]"));
    };
  }

  /// Until a pod is seen that was made once the list was in, which only a watch can tell of.
  private Optional<Integer> followed() throws Exception {
    CompletableFuture<Boolean> listed = new CompletableFuture<>();
    CompletableFuture<Optional<Integer>> outcome = new CompletableFuture<>();
    String first = account + "-" + NUMBER.incrementAndGet();
    String later = account + "-" + NUMBER.incrementAndGet();
    PodListener listener =
        new PodListener() {
          @Override
          public void seen(Pod pod) {
            listed.complete(true);
            if (pod.getMetadata().getName().equals(later)) {
              outcome.complete(Optional.empty());
            }
          }

          @Override
          public void gone(String pod) {}

          @Override
          public void failed(Trouble trouble) {
            outcome.complete(Optional.of(trouble.code()));
          }
        };
    TestPods.ready(namespace, first, "none");
    try (Pods.Following _ = server.pods().follow(Map.of("app", "naru"), listener)) {
      listed.get(60, TimeUnit.SECONDS);
      TestPods.ready(namespace, later, "none");
      return outcome.get(60, TimeUnit.SECONDS);
    }
  }

  /// A list and a watch are one deed: either verb that is missing breaks it.
  private Optional<Integer> watch(Selection selection) throws Exception {
    return Outcome.of(server, selection, () -> touch(selection.kind())).map(Trouble::code);
  }

  /// An object that is not there, or is other than thought, is no refusal.
  private static Optional<Integer> code(Answer<?> answer) {
    return answer instanceof Answer.Refused<?>(int code, String _)
        ? Optional.of(code)
        : Optional.empty();
  }

  /// The name of a new Ingress.
  private String touch() {
    return touch(Kind.INGRESS).getMetadata().getName();
  }

  private HasMetadata touch(Kind kind) {
    String name = account + "-" + NUMBER.incrementAndGet();
    return namespace.admin().resource(object(kind, name)).create();
  }

  private HasMetadata object(Kind kind, String name) {
    return switch (kind) {
      case INGRESS ->
          new IngressBuilder()
              .withNewMetadata()
              .withNamespace(namespace.name())
              .withName(name)
              .endMetadata()
              .withNewSpec()
              .withNewDefaultBackend()
              .withNewService()
              .withName("a")
              .withNewPort(null, 80)
              .endService()
              .endDefaultBackend()
              .endSpec()
              .build();
      case INGRESS_CLASS ->
          new IngressClassBuilder()
              .withNewMetadata()
              .withName(namespace.name() + "-" + name)
              .endMetadata()
              .withNewSpec()
              .withController("test.io/none")
              .endSpec()
              .build();
      case SERVICE ->
          new ServiceBuilder()
              .withNewMetadata()
              .withNamespace(namespace.name())
              .withName(name)
              .endMetadata()
              .withNewSpec()
              .addNewPort()
              .withPort(80)
              .endPort()
              .endSpec()
              .build();
      case ENDPOINT_SLICE ->
          new EndpointSliceBuilder()
              .withNewMetadata()
              .withNamespace(namespace.name())
              .withName(name)
              .endMetadata()
              .withAddressType("IPv4")
              .build();
      case SECRET ->
          new SecretBuilder()
              .withNewMetadata()
              .withNamespace(namespace.name())
              .withName(name)
              .endMetadata()
              .build();
      case CONFIG_MAP ->
          new ConfigMapBuilder()
              .withNewMetadata()
              .withNamespace(namespace.name())
              .withName(name)
              .endMetadata()
              .build();
      case NAMESPACE ->
          new io.fabric8.kubernetes.api.model.NamespaceBuilder()
              .withNewMetadata()
              .withName(namespace.name() + "-" + name)
              .endMetadata()
              .build();
    };
  }

  private io.fabric8.kubernetes.api.model.events.v1.Event event() {
    return new EventBuilder()
        .withNewMetadata()
        .withNamespace(namespace.name())
        .withName("test-" + NUMBER.incrementAndGet())
        .endMetadata()
        .withEventTime(new MicroTime("2026-01-01T00:00:00.000000Z"))
        .withType("Normal")
        .withReason("Test")
        .withAction("Test")
        .withNote("a test")
        .withReportingController("naru.io/test")
        .withReportingInstance("test")
        .withNewRegarding()
        .withKind("ConfigMap")
        .withNamespace(namespace.name())
        .withName("none")
        .endRegarding()
        .build();
  }
}
