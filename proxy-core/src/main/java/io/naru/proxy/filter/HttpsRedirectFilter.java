package io.naru.proxy.filter;

import io.naru.proxy.exchange.Exchange;
import io.naru.proxy.exchange.FaultResponse;
import io.naru.proxy.fault.Fault;
import io.naru.proxy.head.Head;
import io.naru.proxy.policy.HttpsRedirect;

/** Sends plain requests to the same URL over https (behaviour 7). */
record HttpsRedirectFilter(HttpsRedirect policy) implements Filter {
  private static final Verdict NO_HOST =
      new Verdict.Refuse(new Fault.BadRequest("no host to redirect to"));

  @Override
  public Phase phase() {
    return Phase.HTTPS_REDIRECT;
  }

  @Override
  public Verdict request(Exchange exchange, Resume resume) {
    if (exchange.connection().isSecure()) {
      return Verdict.CONTINUE;
    }
    String host = RequestHost.of(exchange.request());
    if (host.isEmpty()) {
      return NO_HOST;
    }
    String location = "https://" + host + port() + target(exchange.request());
    return new Verdict.Answer(FaultResponse.redirect(policy.status(), location));
  }

  private String port() {
    return policy.port().isPresent() ? ":" + policy.port().getAsInt() : "";
  }

  /** The raw target; one that is no path ({@code *}) would change the host. */
  private String target(Head request) {
    String target = request.target();
    if (!target.startsWith("/")) {
      return "";
    }
    return target.endsWith("/") && !policy.keepTrailingSlash()
        ? target.substring(0, target.length() - 1)
        : target;
  }
}
