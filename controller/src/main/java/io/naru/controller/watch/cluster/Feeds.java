package io.naru.controller.watch.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.naru.controller.access.Selection;
import io.naru.controller.access.WatchedObjects;
import io.naru.controller.object.Kind;
import io.naru.controller.object.ObjectKey;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Which watches a choice needs, and where each puts what it sees.
final class Feeds {
  private static final String WITHOUT_TILLER = "OWNER!=TILLER";
  private static final String HELM_RELEASE = "helm.sh/release.v1";
  private static final String OF_SERVICE = "kubernetes.io/service-name=";

  private final WatchedObjects server;
  private final Choice choice;
  private final Gathering gathering;
  private final Destination statuses;
  private final Destination referred;
  private final Destination usual;

  /// @param statuses sees Ingresses and Services as the server has them
  /// @param objects reads what is not watched whole
  Feeds(
      WatchedObjects server,
      Choice choice,
      Gathering gathering,
      Destination statuses,
      ReferredObjects objects) {
    this.server = server;
    this.choice = choice;
    this.gathering = gathering;
    this.statuses = statuses;
    this.referred = objects.referred();
    // What an Ingress refers to is asked for before the Ingress itself counts.
    this.usual = objects.referring().and(new Destination(gathering::put, gathering::remove));
  }

  List<Feed> all() {
    List<Feed> feeds =
        switch (choice.namespaces()) {
          case Namespaces.All() -> watched(usual);
          case Namespaces.One(String name) -> ofOne(name);
          case Namespaces.Selected(String labels) -> ofSelected(labels);
        };
    feeds.add(classes());
    return feeds;
  }

  private Feed classes() {
    Selection all = Selection.of(Kind.INGRESS_CLASS);
    return new Feed(server, all, usual, gathering, choice.withoutClasses());
  }

  private List<Feed> watched(Destination destination) {
    List<Feed> feeds = new ArrayList<>();
    selections().forEach(it -> feeds.add(feed(it, destination)));
    return feeds;
  }

  private Stream<Selection> selections() {
    Stream<Selection> always =
        Stream.of(
            Selection.of(Kind.INGRESS),
            Selection.of(Kind.SERVICE),
            Selection.of(Kind.ENDPOINT_SLICE),
            Selection.of(Kind.CONFIG_MAP).labelled(WITHOUT_TILLER));
    return switch (choice.secrets()) {
      case SecretReading.Watched _ ->
          Stream.concat(always, Stream.of(Selection.of(Kind.SECRET).withoutType(HELM_RELEASE)));
      case SecretReading.ByName _ -> always;
    };
  }

  private List<Feed> ofOne(String namespace) {
    List<Feed> feeds = new ArrayList<>();
    selections().forEach(it -> feeds.add(feed(it.in(namespace), usual)));
    choice.references().stream()
        .filter(it -> !it.namespace().equals(namespace))
        .sorted()
        .flatMap(this::referred)
        .forEach(it -> feeds.add(feed(it, usual)));
    return feeds;
  }

  /// What a flag refers to may lie outside of the one namespace.
  private Stream<Selection> referred(ObjectKey key) {
    Selection named = Selection.of(key.kind()).in(key.namespace()).named(key.name());
    return switch (key.kind()) {
      case SERVICE ->
          Stream.of(
              named,
              Selection.of(Kind.ENDPOINT_SLICE)
                  .in(key.namespace())
                  .labelled(OF_SERVICE + key.name()));
      case SECRET ->
          choice.secrets() instanceof SecretReading.Watched ? Stream.of(named) : Stream.of();
      case CONFIG_MAP, INGRESS, ENDPOINT_SLICE -> Stream.of(named);
      case INGRESS_CLASS, NAMESPACE -> Stream.of();
    };
  }

  private List<Feed> ofSelected(String labels) {
    Filter filter = new Filter(usual);
    Consumer<HasMetadata> choose = it -> filter.choose(it.getMetadata().getName());
    Consumer<ObjectKey> dismiss = it -> filter.dismiss(it.name());
    List<Feed> feeds = watched(new Destination(filter::put, filter::remove));
    feeds.add(
        feed(
            Selection.of(Kind.NAMESPACE).labelled(labels),
            usual.and(new Destination(choose, dismiss))));
    return feeds;
  }

  private Feed feed(Selection selection, Destination destination) {
    return new Feed(server, selection, destination(selection.kind(), destination), gathering);
  }

  private Destination destination(Kind kind, Destination usual) {
    if (ReferredObjects.isRead(kind)) {
      return referred;
    }
    return hasStatus(kind) ? usual.and(statuses) : usual;
  }

  private static boolean hasStatus(Kind kind) {
    return kind == Kind.INGRESS || kind == Kind.SERVICE;
  }
}
