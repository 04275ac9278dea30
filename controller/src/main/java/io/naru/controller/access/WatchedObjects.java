package io.naru.controller.access;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.naru.controller.object.ObjectKey;
import java.util.Map;
import java.util.Optional;

/// The objects that a table is compiled from.
public final class WatchedObjects {
  private final KubernetesClient client;
  private final Reachability reachability;

  WatchedObjects(KubernetesClient client, Reachability reachability) {
    this.client = client;
    this.reachability = reachability;
  }

  /// Where the server is, for people.
  public String url() {
    return client.getMasterUrl().toString();
  }

  /// Present while the server does not answer.
  public Optional<Silence> silence() {
    return reachability.silence();
  }

  /// A watch that is not begun.
  public ObjectWatch watch(Selection selection, ObjectListener listener) {
    return new ObjectWatch(Lists.of(client, selection), selection.kind(), listener);
  }

  /// The resource version of each object as the server has them now, read without the objects
  /// themselves.
  public Answer<Map<ObjectKey, String>> versions(Selection selection) {
    return Answer.of(() -> new Versions(client, selection).read());
  }

  public Answer<Namespace> namespace(String name) {
    return Answer.ofNullable(() -> Optional.ofNullable(client.namespaces().withName(name).get()));
  }

  /// One object of a kind that is watched, with all that is in it; read as a list of one, which
  /// needs no other right than the watch. An empty list is [Answer.Absent], and may be a mistake.
  public Answer<HasMetadata> whole(ObjectKey key) {
    return Answer.ofNullable(() -> Lists.of(client, key).one());
  }

  /// One Secret, by the right to get it.
  public Answer<HasMetadata> secret(ObjectKey key) {
    return Answer.ofNullable(() ->
        Optional.ofNullable(
            client.secrets().inNamespace(key.namespace()).withName(key.name()).get()));
  }
}
