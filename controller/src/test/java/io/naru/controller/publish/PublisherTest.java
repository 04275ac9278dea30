package io.naru.controller.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.naru.controller.compile.CompileOptions;
import io.naru.controller.compile.SnapshotCompiler;
import io.naru.controller.object.Kind;
import io.naru.controller.object.ObjectKey;
import io.naru.controller.watch.ChangeSet;
import io.naru.controller.watch.ClusterState;
import io.naru.controller.watch.ClusterUpdate;
import io.naru.controller.watch.StateEdit;
import io.naru.proxy.runtime.Activator;
import io.naru.proxy.runtime.CurrentTable;
import io.naru.proxy.runtime.LiveTable;
import io.naru.tls.material.Certificate;
import io.naru.tls.material.SelfSigned;
import io.naru.tls.select.CertificateSet;
import io.naru.tls.select.CertificateTable;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.helpers.NOPLogger;

class PublisherTest {
  private static final InstantSource NOON =
      InstantSource.fixed(Instant.parse("2026-11-21T12:00:00Z"));

  private final List<ChangeSet> heard = new ArrayList<>();
  private final Publisher publisher = publisher();
  private ClusterState state = ClusterState.empty();
  private boolean broken;

  private Publisher publisher() {
    Certificate selfMade = SelfSigned.certificate(NOON);
    CertificateTable certificates = CertificateTable.of(CertificateSet.of(selfMade));
    Publisher made =
        new Publisher(
            new SnapshotCompiler(CompileOptions.DEFAULT, selfMade),
            new Activator(new SecureRandom()),
            new CurrentTable(LiveTable.empty(certificates)),
            NOON,
            NOPLogger.NOP_LOGGER);
    made.tell((_, since) -> {
      if (broken) {
        throw new StackOverflowError("a defect, made by a test");
      }
      heard.add(since);
    });
    return made;
  }

  private void put(String service) {
    StateEdit.Derived derived =
        state
            .edit()
            .put(
                new ServiceBuilder()
                    .withNewMetadata()
                    .withNamespace("shop")
                    .withName(service)
                    .endMetadata()
                    .build())
            .apply();
    state = derived.state();
    publisher.updated(new ClusterUpdate(state, derived.changes(), List.of()));
  }

  private static ObjectKey service(String name) {
    return new ObjectKey(Kind.SERVICE, "shop", name);
  }

  @Test
  void theNextUpdateBringsWhatOneThatFailedHad() {
    put("first");
    broken = true;
    put("second");
    broken = false;
    put("third");
    assertThat(heard.getLast().keys(Kind.SERVICE))
        .containsExactly(service("second"), service("third"));
  }

  @Test
  void whatFailedIsTriedAgainWithoutAnUpdate() {
    put("first");
    publisher.again();
    broken = true;
    put("second");
    publisher.again();
    assertThat(heard).hasSize(1);
    assertThat(publisher.defects()).isEqualTo(2);
    broken = false;
    publisher.again();
    publisher.again();
    assertThat(heard).hasSize(2);
    assertThat(heard.getLast().keys(Kind.SERVICE)).containsExactly(service("second"));
  }
}
