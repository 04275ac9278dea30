package io.naru.controller.access;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Pods of the controller's own namespace.
public final class Pods {
  private final KubernetesClient client;
  private final Names names;

  Pods(KubernetesClient client, Names names) {
    this.client = client;
    this.names = names;
  }

  public Answer<Pod> get(String name) {
    return Answer.ofNullable(() ->
        Optional.ofNullable(client.pods().inNamespace(names.namespace()).withName(name).get()));
  }

  /// Those that bear all these labels.
  public Answer<List<Pod>> list(Map<String, String> labels) {
    return Answer.of(
        () -> client.pods().inNamespace(names.namespace()).withLabels(labels).list().getItems());
  }

  /// A list of them that is kept up to date, until it is closed.
  public interface Following extends AutoCloseable {
    @Override
    void close();
  }

  /// Follows those that bear all these labels. Of a watch that died silently nobody hears.
  public Following follow(Map<String, String> labels, PodListener listener) {
    PodRun run =
        new PodRun(
            client.pods().inNamespace(names.namespace()).withLabels(labels).runnableInformer(0),
            listener);
    run.start();
    return run;
  }
}
