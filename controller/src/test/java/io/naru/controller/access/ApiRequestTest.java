package io.naru.controller.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

class ApiRequestTest {
  private static final String SERVER = "https://10.0.0.1:6443";

  @Test
  void aListIsAGetWithoutName() {
    assertThat(read("GET", "/apis/networking.k8s.io/v1/ingresses?limit=500"))
        .contains(new ApiRequest(Verb.LIST, "networking.k8s.io", "ingresses", "", ""));
    assertThat(read("GET", "/api/v1/namespaces/shop/services"))
        .contains(new ApiRequest(Verb.LIST, "", "services", "shop", ""));
  }

  @Test
  void aWatchIsAListThatGoesOn() {
    assertThat(read("GET", "/api/v1/secrets?resourceVersion=7&watch=true"))
        .contains(new ApiRequest(Verb.WATCH, "", "secrets", "", ""));
  }

  @Test
  void aNamespaceIsAnObjectOutsideOfNamespaces() {
    assertThat(read("GET", "/api/v1/namespaces"))
        .contains(new ApiRequest(Verb.LIST, "", "namespaces", "", ""));
    assertThat(read("GET", "/api/v1/namespaces/shop"))
        .contains(new ApiRequest(Verb.GET, "", "namespaces", "", "shop"));
  }

  @Test
  void aSubresourceBelongsToTheResource() {
    assertThat(read("PATCH", "/apis/networking.k8s.io/v1/namespaces/shop/ingresses/web/status"))
        .contains(
            new ApiRequest(Verb.PATCH, "networking.k8s.io", "ingresses/status", "shop", "web"));
  }

  @Test
  void aServerMayLiveUnderAPath() {
    assertThat(ApiRequest.of("GET", URI.create("https://host/k8s/clusters/c1/api/v1/nodes/a")))
        .contains(new ApiRequest(Verb.GET, "", "nodes", "", "a"));
  }

  @Test
  void aNamespaceMayBeCalledLikeTheApi() {
    assertThat(read("PATCH", "/apis/networking.k8s.io/v1/namespaces/api/ingresses/web/status"))
        .contains(
            new ApiRequest(Verb.PATCH, "networking.k8s.io", "ingresses/status", "api", "web"));
    assertThat(read("GET", "/api/v1/namespaces/apis/secrets/v1"))
        .contains(new ApiRequest(Verb.GET, "", "secrets", "apis", "v1"));
  }

  @Test
  void whatIsNotAboutObjectsIsNoRequest() {
    assertThat(read("GET", "/version")).isEmpty();
    assertThat(read("GET", "/api/v1")).isEmpty();
  }

  private static java.util.Optional<ApiRequest> read(String method, String path) {
    return ApiRequest.of(method, URI.create(SERVER + path));
  }
}
