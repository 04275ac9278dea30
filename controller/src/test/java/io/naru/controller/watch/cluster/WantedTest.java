package io.naru.controller.watch.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.controller.object.Kind;
import io.naru.controller.object.ObjectKey;
import io.naru.controller.watch.cluster.Wanted.Step;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WantedTest {
  private static final ObjectKey WEB = new ObjectKey(Kind.INGRESS, "shop", "web");
  private static final ObjectKey API = new ObjectKey(Kind.INGRESS, "shop", "api");
  private static final ObjectKey CERT = new ObjectKey(Kind.SECRET, "shop", "cert");
  private static final ObjectKey SETTINGS = new ObjectKey(Kind.CONFIG_MAP, "naru", "settings");

  private final Wanted wanted = new Wanted(Stream.of(SETTINGS), true);

  private List<Step> take() throws InterruptedException {
    return wanted.take(10, 0);
  }

  @Test
  void whatNobodyRefersToIsNeverRead() throws InterruptedException {
    wanted.seen(CERT, "1");
    assertThat(take()).isEmpty();
    assertThat(wanted.isSettled()).isTrue();
  }

  @Test
  void whatIsNotThereIsNotAskedFor() throws InterruptedException {
    wanted.refer(WEB, Set.of(CERT));
    assertThat(take()).isEmpty();
    assertThat(wanted.isSettled()).isTrue();
  }

  @Test
  void eachVersionIsReadOnceHoweverManyRefer() throws InterruptedException {
    wanted.seen(CERT, "1");
    wanted.refer(WEB, Set.of(CERT));
    assertThat(wanted.isSettled()).isFalse();
    wanted.refer(API, Set.of(CERT));
    assertThat(take()).containsExactly(new Step(CERT, true));
    wanted.refer(API, Set.of());
    wanted.done(CERT);
    assertThat(wanted.isSettled()).isTrue();
    wanted.seen(CERT, "1");
    assertThat(take()).isEmpty();
    wanted.seen(CERT, "2");
    assertThat(wanted.isSettled()).as("another version keeps nobody waiting").isTrue();
    assertThat(take()).containsExactly(new Step(CERT, true));
  }

  @Test
  void itIsLetGoWithTheLastWhoReferredToItAndWhenItIsGone() throws InterruptedException {
    wanted.seen(CERT, "1");
    wanted.seen(SETTINGS, "1");
    wanted.refer(WEB, Set.of(CERT));
    take();
    wanted.refer(WEB, Set.of());
    wanted.gone(SETTINGS);
    assertThat(take()).containsExactly(new Step(CERT, false), new Step(SETTINGS, false));
    assertThat(take()).isEmpty();
  }

  @Test
  void whatChangesWhileItIsReadIsReadAgain() throws InterruptedException {
    wanted.seen(SETTINGS, "1");
    take();
    wanted.seen(SETTINGS, "2");
    wanted.done(SETTINGS);
    assertThat(take()).containsExactly(new Step(SETTINGS, true));
  }

  @Test
  void whatIsNotAnsweredIsDueAtOnceAndWhatIsPutOffLater() throws InterruptedException {
    wanted.seen(SETTINGS, "1");
    take();
    wanted.unanswered(SETTINGS);
    assertThat(wanted.isSettled()).isFalse();
    assertThat(take()).containsExactly(new Step(SETTINGS, true));
    wanted.putOff(SETTINGS);
    assertThat(wanted.isSettled()).isTrue();
    assertThat(take()).isEmpty();
    wanted.again();
    assertThat(take()).containsExactly(new Step(SETTINGS, true));
  }

  @Test
  void ofSecretsThatAreNotWatchedEachIsReadAgain() throws InterruptedException {
    Wanted byName = new Wanted(Stream.of(), false);
    byName.refer(WEB, Set.of(CERT));
    assertThat(byName.isSettled()).isFalse();
    assertThat(byName.take(10, 0)).containsExactly(new Step(CERT, true));
    byName.done(CERT);
    assertThat(byName.take(10, 0)).isEmpty();
    byName.again();
    assertThat(byName.isSettled()).isTrue();
    assertThat(byName.take(10, 0)).containsExactly(new Step(CERT, true));
  }
}
