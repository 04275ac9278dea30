package io.naru.proxy.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.proxy.fault.Fault;
import io.naru.proxy.head.Fields;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FaultResponseTest {
  private static Map<String, String> fields(Reply reply) {
    Map<String, String> all = new LinkedHashMap<>();
    Fields fields = reply.fields();
    IntStream.range(0, fields.count()).forEach(i -> all.put(fields.name(i), fields.value(i)));
    return all;
  }

  private static int status(Fault fault) {
    int status = FaultResponse.status(fault);
    assertThat(FaultResponse.of(fault, false).status()).isEqualTo(status);
    return status;
  }

  @Test
  void eachFaultHasItsStatus() {
    assertThat(status(new Fault.BadRequest("x"))).isEqualTo(400);
    assertThat(status(new Fault.Denied("x"))).isEqualTo(503);
    assertThat(status(new Fault.BudgetSpent("x"))).isEqualTo(503);
    assertThat(status(new Fault.Internal("x"))).isEqualTo(500);
    assertThat(status(Fault.Unroutable.NO_ROUTE)).isEqualTo(404);
    assertThat(status(Fault.Unroutable.NO_ENDPOINT)).isEqualTo(503);
    assertThat(status(Fault.Unroutable.LOOP)).isEqualTo(508);
  }

  @ParameterizedTest
  @EnumSource
  void aRefusalHasItsStatusAndEndsTheConnection(Fault.Refusal refusal) {
    int expected =
        switch (refusal) {
          case REQUEST_LINE_TOO_LONG -> 414;
          case HEAD_TOO_LARGE, PLAIN_HTTP_ON_TLS_PORT -> 400;
          case BODY_TOO_LARGE -> 413;
          case VERSION_NOT_SUPPORTED -> 505;
          case METHOD_NOT_ALLOWED -> 405;
          case CODING_NOT_SUPPORTED -> 501;
          case EXPECTATION_FAILED -> 417;
          case SHUTTING_DOWN -> 503;
        };
    assertThat(status(refusal)).isEqualTo(expected);
    assertThat(FaultResponse.of(refusal, false).close()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void anEndpointsFaultHasItsStatusAndKeepsTheConnection(Fault.Upstream fault) {
    int expected =
        switch (fault) {
          case CONNECT_TIMEOUT, SEND_TIMEOUT, READ_TIMEOUT -> 504;
          case CONNECT_FAILED, TLS_FAILED, REFUSED, RESET, MALFORMED, HEAD_TOO_LARGE -> 502;
          case SATURATED -> 503;
        };
    assertThat(status(fault)).isEqualTo(expected);
    assertThat(FaultResponse.of(fault, false).close()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void anOverloadedProcessAsksToComeAgain(Fault.Overload fault) {
    assertThat(status(fault)).isEqualTo(503);
    Reply reply = FaultResponse.of(fault, false);
    assertThat(fields(reply)).containsEntry("Retry-After", "1");
    assertThat(reply.close()).isFalse();
    assertThat(fields(FaultResponse.of(fault, true))).containsEntry("grpc-status", "14");
  }

  @ParameterizedTest
  @EnumSource
  void aClientsFaultIsForTheLog(Fault.Client fault) {
    int expected =
        switch (fault) {
          case GONE, SEND_TIMEOUT -> 499;
          case HEAD_TIMEOUT, BODY_TIMEOUT -> 408;
        };
    assertThat(FaultResponse.status(fault)).isEqualTo(expected);
  }

  @Test
  void notFoundKeepsTheConnectionAndABadRequestDoesNot() {
    assertThat(FaultResponse.of(Fault.Unroutable.NO_ROUTE, false).close()).isFalse();
    assertThat(FaultResponse.of(new Fault.BadRequest("x"), false).close()).isTrue();
  }

  @Test
  void aPageIsTheOneThatUsersKnow() {
    Reply reply = FaultResponse.of(Fault.Unroutable.NO_ENDPOINT, false);
    assertThat(fields(reply)).containsExactly(Map.entry("Content-Type", "text/html"));
    assertThat(reply.body())
        .contains("<title>503 Service Temporarily Unavailable</title>")
        .contains("<center><h1>503 Service Temporarily Unavailable</h1></center>")
        .endsWith("<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n");
    assertThat(reply.body().replace("\r\n", "")).doesNotContain("\n");
    assertThat(FaultResponse.of(Fault.Unroutable.NO_ROUTE, false).body()).hasSize(146);
  }

  @Test
  void theTwoKindsOfBadRequestThatHaveTitlesOfTheirOwnSaySo() {
    assertThat(FaultResponse.of(Fault.Refusal.HEAD_TOO_LARGE, false).body())
        .contains("400 Request Header Or Cookie Too Large");
    assertThat(FaultResponse.of(Fault.Refusal.PLAIN_HTTP_ON_TLS_PORT, false).body())
        .contains("400 The plain HTTP request was sent to HTTPS port");
  }

  @Test
  void nothingOfARequestIsInAPage() {
    Fault reflected = new Fault.BadRequest("<script>alert(1)</script>");
    assertThat(FaultResponse.of(reflected, false).body()).doesNotContain("script");
    assertThat(fields(FaultResponse.of(reflected, true)).toString()).doesNotContain("script");
  }

  @Test
  void aGrpcCallIsAnsweredInTrailersOnly() {
    Reply reply = FaultResponse.of(Fault.Unroutable.NO_ENDPOINT, true);
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body()).isEmpty();
    assertThat(fields(reply))
        .containsExactly(
            Map.entry("content-type", "application/grpc"),
            Map.entry("grpc-status", "14"),
            Map.entry("grpc-message", "no-endpoint"));
  }

  @Test
  void aGrpcStatusIsTheOneThatClientsWouldDeriveFromTheHttpStatus() {
    assertThat(grpc(new Fault.BadRequest("x"))).isEqualTo("13");
    assertThat(grpc(Fault.Unroutable.NO_ROUTE)).isEqualTo("12");
    assertThat(grpc(Fault.Refusal.BODY_TOO_LARGE)).isEqualTo("8");
    assertThat(grpc(Fault.Upstream.RESET)).isEqualTo("14");
    assertThat(grpc(Fault.Upstream.SATURATED)).isEqualTo("14");
    assertThat(grpc(Fault.Upstream.CONNECT_TIMEOUT)).isEqualTo("14");
    assertThat(grpc(Fault.Upstream.READ_TIMEOUT)).isEqualTo("4");
    assertThat(grpc(new Fault.Internal("x"))).isEqualTo("2");
    assertThat(grpc(Fault.Client.GONE)).isEqualTo("1");
  }

  private static String grpc(Fault fault) {
    return fields(FaultResponse.of(fault, true)).getOrDefault("grpc-status", "none");
  }
}
