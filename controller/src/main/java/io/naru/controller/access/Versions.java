package io.naru.controller.access;

import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.naru.controller.object.Kind;
import io.naru.controller.object.ObjectKey;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Lists the metadata of a selection alone, in pages: what shows whether a watch tells all, at a
/// fraction of the objects' size.
record Versions(KubernetesClient client, Selection selection) {
  private static final int LONGEST_SECONDS = 10;

  /// @throws KubernetesClientException if the server does not answer, or refuses
  Map<ObjectKey, String> read() {
    Map<ObjectKey, String> versions = new HashMap<>();
    Optional<String> next = Optional.of("");
    int most = Page.MOST;
    while (next.isPresent()) {
      Optional<GenericKubernetesResourceList> fits = page(next.get(), most);
      if (fits.isEmpty()) {
        most = Page.smaller(most);
        continue;
      }
      GenericKubernetesResourceList page = fits.get();
      Optional.ofNullable(page.getItems())
          .orElse(List.of())
          .forEach(it -> versions.put(key(it), it.getMetadata().getResourceVersion()));
      next = Optional.ofNullable(page.getMetadata().getContinue()).filter(it -> !it.isEmpty());
    }
    return versions;
  }

  private ObjectKey key(HasMetadata object) {
    ObjectMeta meta = object.getMetadata();
    Kind kind = selection.kind();
    return new ObjectKey(kind, kind.namespaced() ? meta.getNamespace() : "", meta.getName());
  }

  /// Empty where so many are too large for one page, and fewer may not be.
  private Optional<GenericKubernetesResourceList> page(String from, int most) {
    try {
      return Optional.of(read(from, most));
    } catch (KubernetesClientException e) {
      if (most > 1 && TooLarge.isCauseOf(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private GenericKubernetesResourceList read(String from, int most) {
    HttpRequest request =
        client
            .getHttpClient()
            .newHttpRequestBuilder()
            .uri(uri(from, most))
            .header("Accept", MetadataOnly.ACCEPT_LIST)
            .build();
    HttpResponse<String> response = await(request);
    if (!response.isSuccessful()) {
      throw new KubernetesClientException(
          "listing the versions of " + selection + " is answered " + response.code(),
          response.code(),
          null);
    }
    GenericKubernetesResourceList list =
        client
            .getKubernetesSerialization()
            .unmarshal(response.body(), GenericKubernetesResourceList.class);
    if (list.getMetadata() == null) {
      throw new KubernetesClientException("the answer about " + selection + " is no list");
    }
    return list;
  }

  private HttpResponse<String> await(HttpRequest request) {
    CompletableFuture<HttpResponse<String>> answer =
        client.getHttpClient().sendAsync(request, String.class);
    try {
      return answer.get(LONGEST_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new KubernetesClientException(Reason.of(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KubernetesClientException("interrupted", e);
    } finally {
      // Or it goes on, and is tried again, for nobody.
      answer.cancel(true);
    }
  }

  private URI uri(String from, int most) {
    Kind kind = selection.kind();
    String base = client.getMasterUrl() + (kind.group().isEmpty() ? "api/" : "apis/");
    String place = selection.namespace().map(it -> "/namespaces/" + it).orElse("");
    List<String> query = new ArrayList<>(List.of("limit=" + most));
    selection.labels().ifPresent(it -> query.add("labelSelector=" + encoded(it)));
    List<String> fields = new ArrayList<>();
    selection.name().ifPresent(it -> fields.add("metadata.name=" + it));
    selection.withoutType().ifPresent(it -> fields.add("type!=" + it));
    if (!fields.isEmpty()) {
      query.add("fieldSelector=" + encoded(String.join(",", fields)));
    }
    if (!from.isEmpty()) {
      query.add("continue=" + encoded(from));
    }
    return URI.create(
        base + kind.apiVersion() + place + "/" + plural(kind) + "?" + String.join("&", query));
  }

  private static String plural(Kind kind) {
    String text = kind.text().toLowerCase(Locale.ROOT);
    return text.endsWith("s") ? text + "es" : text + "s";
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
