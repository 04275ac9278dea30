package io.naru.controller;

import io.naru.controller.admin.AdminServer;
import io.naru.controller.admin.HealthServer;
import io.naru.controller.admin.Metrics;
import io.naru.controller.admin.Readiness;
import io.naru.controller.admin.View;
import io.naru.controller.admission.Reviews;
import io.naru.controller.admission.ServingTls;
import io.naru.controller.admission.WebhookServer;
import io.naru.controller.compile.CompileOptions;
import io.naru.proxy.listen.BindFailure;
import io.naru.proxy.listen.Listener;
import io.naru.proxy.listen.ProxyServer;
import java.io.IOException;
import java.net.BindException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;

/// Opens the ports that the settings name, and says which one cannot be had and why.
record Sockets(Settings settings) {

  /// Where clients are taken.
  record Bound(InetSocketAddress http, InetSocketAddress https) {}

  HealthServer health(Liveness liveness, Readiness readiness, Metrics metrics) throws Refusal {
    Settings.Status status = settings.status();
    try {
      return new HealthServer(
          address(status.healthAddress(), status.healthPort()),
          status.healthPath(),
          liveness::obstacle,
          readiness,
          metrics);
    } catch (IOException e) {
      throw refusal(Flag.HEALTHZ_PORT, status.healthPort(), e);
    }
  }

  /// For a folder another port will do where the wished one is taken: it is said which.
  AdminServer admin(Readiness readiness, Supplier<View> view) throws Refusal {
    int wished = settings.status().adminPort();
    try {
      return admin(wished, readiness, view);
    } catch (IOException e) {
      throw refusal(Flag.STATUS_PORT, wished, e);
    }
  }

  private AdminServer admin(int port, Readiness readiness, Supplier<View> view) throws IOException {
    try {
      return new AdminServer(port, readiness, view);
    } catch (BindException e) {
      if (!(settings.source() instanceof Settings.Folder)) {
        throw e;
      }
      return new AdminServer(0, readiness, view);
    }
  }

  WebhookServer webhook(Settings.Webhook webhook, ServingTls tls, Reviews reviews) throws Refusal {
    try {
      return new WebhookServer(webhook.address(), tls, reviews);
    } catch (IOException e) {
      throw refusal(Flag.VALIDATING_WEBHOOK, webhook.address().getPort(), e);
    }
  }

  Bound listen(ProxyServer proxy) throws Refusal {
    Settings.Traffic traffic = settings.traffic();
    return new Bound(
        listen(
            proxy,
            Flag.HTTP_PORT,
            listener(Listener.plain(traffic.http()), traffic.advertisedHttp())),
        listen(
            proxy,
            Flag.HTTPS_PORT,
            listener(Listener.secure(traffic.https()), traffic.advertisedHttps())));
  }

  private Listener listener(Listener any, OptionalInt advertised) {
    Listener here = settings.traffic().address().map(any::on).orElse(any);
    return advertised.isPresent() ? here.advertisedAs(advertised.getAsInt()) : here;
  }

  private static InetSocketAddress listen(ProxyServer proxy, Flag flag, Listener listener)
      throws Refusal {
    try {
      return proxy.listen(listener);
    } catch (BindFailure e) {
      throw refusal(flag, listener.port(), e);
    }
  }

  /// What is compiled must not lead to our own ports.
  CompileOptions compileOptions(int healthPort, int adminPort) {
    return settings.compile().withOwnPorts(Set.of(healthPort, adminPort));
  }

  /// `*:80` for all addresses, else as in a URL.
  static String text(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    String place = address.getAddress() instanceof Inet6Address ? "[" + host + "]" : host;
    return (address.getAddress().isAnyLocalAddress() ? "*" : place) + ":" + address.getPort();
  }

  private static InetSocketAddress address(Optional<String> literal, int port) {
    return literal
        .map(it -> new InetSocketAddress(InetAddress.ofLiteral(it), port))
        .orElseGet(() -> new InetSocketAddress(port));
  }

  private static Refusal refusal(Flag flag, int port, IOException why) {
    String reason = String.valueOf(why.getMessage());
    if (reason.contains("in use")) {
      return Refusal.environment(
          "Port %d is taken by another program; choose another one with %s."
              .formatted(port, example(flag)));
    }
    if (reason.contains("ermission denied")) {
      return Refusal.environment(
          "Port %d needs rights that this user does not have; choose one above 1023 with %s."
              .formatted(port, example(flag)));
    }
    return Refusal.environment(
        "Port %d (%s) cannot be listened on: %s.".formatted(port, flag, reason));
  }

  private static String example(Flag flag) {
    return flag + (flag == Flag.VALIDATING_WEBHOOK ? "=HOST:PORT" : "=PORT");
  }
}
