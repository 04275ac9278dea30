package io.naru.proxy.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.proxy.exchange.Exchange;
import io.naru.proxy.exchange.Reply;
import io.naru.proxy.fault.Fault;
import io.naru.proxy.policy.HttpsRedirect;
import io.naru.proxy.testkit.Requests;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedirectsTest {
  private static final Filter.Resume NEVER =
      _ -> {
        throw new AssertionError("nothing here waits");
      };

  @ParameterizedTest
  @CsvSource({
    "h.test, /, https://h.test",
    "h.test, /a, https://h.test/a",
    "h.test, /a/, https://h.test/a",
    "h.test, /a?b=c, https://h.test/a?b=c",
    "h.test, /a?b=/, https://h.test/a?b=",
    "H.Test:8080, /a, https://H.Test/a",
    "'[::1]:80', /a, 'https://[::1]/a'",
    "h.test., /a, https://h.test/a",
    "h.test, /b/%2e%2e/a%20b, https://h.test/b/%2e%2e/a%20b",
  })
  void aPlainRequestIsSentToTheSameUrlOverHttps(String host, String target, String location) {
    HttpsRedirect policy = new HttpsRedirect(308, OptionalInt.empty(), false);
    Exchange exchange = exchange(host, target);
    Reply reply = answer(new HttpsRedirectFilter(policy).request(exchange, NEVER));
    assertThat(reply.status()).isEqualTo(308);
    assertThat(location(reply)).isEqualTo(location);
  }

  /** The leading slashes stay behind the host, where they name no other. */
  @ParameterizedTest
  @CsvSource({"//evil.test, https://h//evil.test", "'/\\evil.test', 'https://h/\\evil.test'"})
  void h4_theTargetNeverBecomesAHost(String target, String location) {
    HttpsRedirect policy = new HttpsRedirect(308, OptionalInt.empty(), false);
    Exchange exchange = exchange("h", target);
    assertThat(location(answer(new HttpsRedirectFilter(policy).request(exchange, NEVER))))
        .isEqualTo(location);
  }

  @Test
  void h4_aTargetThatIsNoPathIsLeftOut() {
    HttpsRedirect policy = new HttpsRedirect(308, OptionalInt.empty(), false);
    Exchange exchange =
        new Exchange(Requests.head("h", "*"), Requests.plain("h", "/").connection());
    assertThat(location(answer(new HttpsRedirectFilter(policy).request(exchange, NEVER))))
        .isEqualTo("https://h");
  }

  @Test
  void theStatusThePortAndTheSlashAreThePolicys() {
    HttpsRedirect policy = new HttpsRedirect(301, OptionalInt.of(8443), true);
    Reply reply =
        answer(new HttpsRedirectFilter(policy).request(Requests.plain("h:80", "/a/"), NEVER));
    assertThat(reply.status()).isEqualTo(301);
    assertThat(location(reply)).isEqualTo("https://h:8443/a/");
  }

  @Test
  void aSecureRequestGoesOn() {
    HttpsRedirect policy = new HttpsRedirect(308, OptionalInt.empty(), false);
    assertThat(new HttpsRedirectFilter(policy).request(Requests.secure("h", "/"), NEVER))
        .isEqualTo(Verdict.CONTINUE);
  }

  @Test
  void aRequestWithoutHostCannotBeRedirected() {
    HttpsRedirect policy = new HttpsRedirect(308, OptionalInt.empty(), false);
    assertThat(new HttpsRedirectFilter(policy).request(Requests.plain("", "/"), NEVER))
        .isEqualTo(new Verdict.Refuse(new Fault.BadRequest("no host to redirect to")));
  }

  @ParameterizedTest
  @CsvSource({
    "h.test:8080, /p, http://h.test/p/",
    "h.test, /p?a=/b, http://h.test/p/?a=/b",
    "h.test, //p/./%20, http://h.test/p/%20/",
    "'', /p, /p/",
  })
  void aMissingSlashIsAddedToTheNormalisedPath(String host, String target, String location) {
    Reply reply = SlashRedirect.reply(exchange(host, target), 301);
    assertThat(reply.status()).isEqualTo(301);
    assertThat(location(reply)).isEqualTo(location);
  }

  @Test
  void aMissingSlashKeepsTheConnectionsScheme() {
    assertThat(location(SlashRedirect.reply(Requests.secure("h:443", "/p"), 301)))
        .isEqualTo("https://h/p/");
  }

  private static Exchange exchange(String host, String target) {
    return Requests.plain(host, target);
  }

  private static Reply answer(Verdict verdict) {
    assertThat(verdict).isInstanceOf(Verdict.Answer.class);
    return ((Verdict.Answer) verdict).reply();
  }

  private static String location(Reply reply) {
    for (int i = 0; i < reply.fields().count(); i++) {
      if (reply.fields().name(i).equals("Location")) {
        return reply.fields().value(i);
      }
    }
    throw new AssertionError("no Location");
  }
}
