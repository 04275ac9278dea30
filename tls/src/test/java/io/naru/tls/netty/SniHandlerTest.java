package io.naru.tls.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.tls.select.CertificateSet;
import io.naru.tls.select.TlsPolicy;
import io.naru.tls.testkit.LeakGate;
import io.naru.tls.testkit.TestCertificates;
import io.naru.tls.testkit.TestPair;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LeakGate.class)
class SniHandlerTest {
  private final TestPair pair = TestCertificates.authority("ca").ec("a.test");
  private final List<String> asked = new ArrayList<>();
  private final Promise<ServerContext> context = ImmediateEventExecutor.INSTANCE.newPromise();
  private final EmbeddedServer server =
      new EmbeddedServer((name, _) -> {
        asked.add(name);
        return context;
      });

  @Test
  void F1_nineBytesAreHeldForTenSecondsAndNoMore() {
    for (int i = 0; i < 1000; i++) {
      EmbeddedServer one = new EmbeddedServer((_, _) -> context);
      one.exchange(bytes("16030140000100ffff"));

      assertThat(one.allocator.metric().usedHeapMemory()).isLessThan(1024);
      assertThat(one.allocator.metric().usedDirectMemory()).isZero();
      one.channel.advanceTimeBy(9_999, TimeUnit.MILLISECONDS);
      one.channel.runScheduledPendingTasks();
      assertThat(one.channel.isOpen()).isTrue();
      one.channel.advanceTimeBy(1, TimeUnit.MILLISECONDS);
      one.channel.runScheduledPendingTasks();
      assertThat(one.channel.isOpen()).isFalse();
      assertThat(one.failures).hasSize(1);
      one.channel.finishAndReleaseAll();
    }
  }

  @Test
  void F1_aHelloDeclaredLongerThan16KiBIsRefusedAtOnce() {
    server.exchange(bytes("1603010004" + "01004001"));

    assertRefused(TooLongFrameException.class);
  }

  @Test
  void F1_moreBytesThanAnyHelloNeedsAreRefused() {
    server.exchange(bytes("160301ffff0100ffff"));
    assertThat(server.channel.isOpen()).isTrue();
    server.exchange(new byte[SniHandler.MAX_BUFFERED]);

    assertRefused(TooLongFrameException.class);
    server.exchange(new byte[10]);
    assertThat(server.failures).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET / HTTP/1.1\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "x", "\0"})
  void plainTextIsHandedOverWithItsFirstBytes(String text) {
    server.exchange(text.getBytes(StandardCharsets.US_ASCII));
    server.exchange(new byte[] {'+'});

    assertThat(server.plain)
        .containsExactly(HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII)), "2b");
    assertThat(server.channel.isOpen()).isTrue();
    assertThat(server.failures).isEmpty();
    assertThat(server.channel.pipeline().get(SniHandler.class)).isNull();
    server.channel.finishAndReleaseAll();
  }

  @Test
  void plainTextDoesNotOutliveTheTimeOfAHandshake() {
    server.exchange(new byte[] {'G'});
    server.channel.advanceTimeBy(10, TimeUnit.SECONDS);
    server.channel.runScheduledPendingTasks();

    assertThat(server.channel.isOpen()).isFalse();
  }

  @Test
  void theHandshakeWaitsForItsContextAndGoesOn() throws Exception {
    EngineClient client = new EngineClient("TLSv1.3", "a.test");
    assertThat(server.exchange(client.hello())).isEmpty();
    assertThat(asked).containsExactly("a.test");

    context.setSuccess(sslContext());
    assertThat(client.finish(server, server.sent())).contains(pair.leaf());
    assertThat(server.sessions).hasSize(1);
    server.channel.finishAndReleaseAll();
  }

  @Test
  void aClientThatLeavesBeforeItsContextIsThereLeavesNothingBehind() throws Exception {
    server.exchange(new EngineClient("TLSv1.3", "a.test").hello());
    server.channel.close().syncUninterruptibly();
    context.setSuccess(sslContext());

    assertRefused(ClosedChannelException.class);
  }

  @Test
  void aContextThatCannotBeBuiltEndsTheConnection() throws Exception {
    server.exchange(new EngineClient("TLSv1.3", "a.test").hello());
    context.setFailure(new SSLException("no such thing"));

    assertRefused(SSLException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"160301000402000000", "1503010002010000", "80460103010000", "1600000001ff"})
  void whatIsNoHelloIsTakenAsNamelessAndFailsOnceWithoutAWord(String hex) throws Exception {
    context.setSuccess(sslContext());
    server.exchange(bytes(hex));
    server.channel.close().syncUninterruptibly();

    assertThat(asked).containsExactly("");
    assertThat(server.failures).hasSize(1);
    server.channel.checkException();
    server.channel.finishAndReleaseAll();
  }

  @Test
  void aClientThatSaysNothingIsNoFailedHandshake() {
    server.channel.close().syncUninterruptibly();

    assertThat(server.failures).isEmpty();
  }

  @Test
  void theRestOfTheHandshakeHasItsTimeToo() throws Exception {
    context.setSuccess(sslContext());
    server.exchange(new EngineClient("TLSv1.3", "a.test").hello());
    server.channel.advanceTimeBy(10, TimeUnit.SECONDS);
    server.channel.runScheduledPendingTasks();

    assertThat(server.channel.isOpen()).isFalse();
    assertThat(server.failures).hasSize(1);
    server.channel.finishAndReleaseAll();
  }

  private void assertRefused(Class<? extends Throwable> why) {
    assertThat(server.channel.isOpen()).isFalse();
    assertThat(server.failures).singleElement().isInstanceOf(why);
    server.channel.checkException();
    server.channel.finishAndReleaseAll();
  }

  private ServerContext sslContext() throws SSLException {
    return BoringSslServer.context(
        CertificateSet.of(pair.certificate()),
        TlsPolicy.DEFAULT,
        new TicketKeys(InstantSource.system()));
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
