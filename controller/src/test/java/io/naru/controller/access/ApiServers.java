package io.naru.controller.access;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;

/// API servers by a client's configuration, for tests.
public final class ApiServers {
  private ApiServers() {}

  public static ApiServer of(Config config, Access access) {
    return ApiServer.open(
        new ConfigBuilder(config)
            .withRequestRetryBackoffLimit(1)
            .withRequestRetryBackoffInterval(100)
            .withWatchReconnectInterval(100)
            .withHttp2Disable(true)
            .build(),
        access);
  }
}
