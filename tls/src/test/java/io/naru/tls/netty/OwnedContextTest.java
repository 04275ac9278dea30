package io.naru.tls.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ReferenceCountedOpenSslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class OwnedContextTest {

  @Test
  void memoryGoesWithTheLastConnectionAndNotBefore() throws Exception {
    ReferenceCountedOpenSslContext context = context();
    SSLEngine engine =
        new OwnedContext(context).use(used -> used.newEngine(ByteBufAllocator.DEFAULT));
    collectUntil(context, 1);

    assertThat(context.refCnt()).isEqualTo(1);
    ReferenceCountUtil.release(engine);
    assertThat(context.refCnt()).isZero();
  }

  @Test
  void whatCanBeReachedIsNotFreed() throws Exception {
    ReferenceCountedOpenSslContext context = context();
    OwnedContext owned = new OwnedContext(context);
    ReferenceCountedOpenSslContext forgotten = context();
    assertThat(new OwnedContext(forgotten)).isNotNull();
    collectUntil(forgotten, 0);

    assertThat(context.refCnt()).isEqualTo(1);
    ReferenceCountUtil.release(owned.use(used -> used.newEngine(ByteBufAllocator.DEFAULT)));
  }

  private static void collectUntil(ReferenceCountedOpenSslContext context, int references) {
    while (context.refCnt() > references) {
      System.gc();
      Thread.onSpinWait();
    }
  }

  private static ReferenceCountedOpenSslContext context() throws SSLException {
    return (ReferenceCountedOpenSslContext)
        SslContextBuilder.forClient().sslProvider(SslProvider.OPENSSL_REFCNT).build();
  }
}
