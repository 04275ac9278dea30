package io.naru.controller.access;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The API server, as far as the program may go: one door for each thing that the list of
/// permissions has. A request outside of the list is a defect and does not leave the process.
///
/// Thread rule: any thread; a call waits for its answer, so never on an event loop.
public final class ApiServer implements AutoCloseable {
  private final KubernetesClient client;
  private final Names names;
  private final Reachability reachability;

  private ApiServer(KubernetesClient client, Names names, Reachability reachability) {
    this.client = client;
    this.names = names;
    this.reachability = reachability;
  }

  /// Makes the client; nothing is asked of the server yet.
  ///
  /// @param environment of the process
  /// @throws IOException if nothing says where the server is; its message is a sentence for people
  public static ApiServer open(
      Connection connection, Access access, Map<String, String> environment) throws IOException {
    return open(connection.config(environment), access);
  }

  static ApiServer open(Config config, Access access) {
    GrantedOnly gate = new GrantedOnly(access);
    Reachability reachability = new Reachability();
    return new ApiServer(
        new KubernetesClientBuilder()
            .withConfig(config)
            .withKubernetesSerialization(serialization())
            .withHttpClientBuilderConsumer(it ->
                it.addOrReplaceInterceptor("granted-only", gate)
                    .addOrReplaceInterceptor("metadata-only", new MetadataOnly())
                    .addOrReplaceInterceptor("bounded-answers", BoundedAnswers.standard())
                    .addOrReplaceInterceptor("reachability", reachability))
            .build(),
        access.names(),
        reachability);
  }

  /// A list of metadata that has none is written with null in the place of its items.
  private static KubernetesSerialization serialization() {
    ObjectMapper mapper = new ObjectMapper();
    mapper.configOverride(List.class).setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY));
    return new KubernetesSerialization(mapper, true);
  }

  /// Where it is.
  public String url() {
    return client.getMasterUrl().toString();
  }

  /// Tells its cluster from others, with nothing asked: many servers have one address, each in its
  /// own network, and each an authority of its own.
  public String cluster() throws IOException {
    Config config = client.getConfiguration();
    String authority =
        config.getCaCertFile() == null
            ? config.getCaCertData()
            : Files.readString(Path.of(config.getCaCertFile()));
    return url() + " " + authority;
  }

  /// The objects that a table is compiled from.
  public WatchedObjects objects() {
    return new WatchedObjects(client, reachability);
  }

  public IngressStatuses ingressStatuses() {
    return new IngressStatuses(client);
  }

  public Events events() {
    return new Events(client);
  }

  public Leases leases() {
    return new Leases(client, names);
  }

  public Pods pods() {
    return new Pods(client, names);
  }

  public Nodes nodes() {
    return new Nodes(client);
  }

  public WebhookObjects webhook() {
    return new WebhookObjects(client, names);
  }

  @Override
  public void close() {
    client.close();
  }
}
