package io.naru.controller.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/// Why a call of an API server failed, for people: what it said itself, or what stood in the way.
public final class Reason {
  private static final int DEEPEST = 20;
  private static final int UNAUTHORIZED = 401;
  private static final int TOO_MANY_REQUESTS = 429;

  static final String HTML = "a proxy or a login page answers in its place, in HTML";

  private Reason() {}

  public static String of(Throwable failure) {
    Throwable at = failure;
    for (int depth = 0; depth < DEEPEST; depth++) {
      Optional<String> known = known(at);
      if (known.isPresent()) {
        return known.get();
      }
      Throwable cause = at.getCause();
      if (cause == null) {
        break;
      }
      at = cause;
    }
    return Optional.ofNullable(at.getMessage()).orElseGet(at::toString);
  }

  /// The client quotes the beginning of what it cannot read.
  private static boolean isHtml(JsonProcessingException e) {
    String message = e.getOriginalMessage().toLowerCase(Locale.ROOT);
    return message.contains("<!doctype html") || message.contains("<html");
  }

  private static Optional<String> known(Throwable failure) {
    return switch (failure) {
      case KubernetesClientException e when e.getCode() == UNAUTHORIZED ->
          Optional.of("it does not accept the credentials (401)");
      case KubernetesClientException e when e.getCode() == TOO_MANY_REQUESTS ->
          Optional.of("it has too much to do and wants to be asked later (429)");
      case KubernetesClientException e when e.getCode() > 0 ->
          Optional.of(
              Optional.ofNullable(e.getStatus()).map(Status::getMessage).orElse("no reason given")
                  + " ("
                  + e.getCode()
                  + ")");
      case HttpConnectTimeoutException _ ->
          Optional.of("it does not accept the connection in time");
      case HttpTimeoutException _ -> Optional.of("it does not answer in time");
      case TimeoutException _ -> Optional.of("it does not answer in time");
      case ConnectException _ -> Optional.of("the connection is refused");
      case SSLException e -> Optional.of("TLS fails: " + e.getMessage());
      case JsonProcessingException e ->
          Optional.of(isHtml(e) ? HTML : "its answer is none of an API server");
      default -> Optional.empty();
    };
  }
}
