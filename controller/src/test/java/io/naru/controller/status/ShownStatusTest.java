package io.naru.controller.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.naru.controller.object.Kind;
import io.naru.controller.object.ObjectKey;
import io.naru.controller.pace.HandTicker;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ShownStatusTest {
  private static final ObjectKey EDGE = new ObjectKey(Kind.SERVICE, "naru", "edge");
  private static final Addresses OURS = new Addresses(List.of(Address.ofIp("192.0.2.1")));

  private final StatusServer server = new StatusServer(new HandTicker());
  private final ShownStatus shown = new ShownStatus(new AddressChoice.OfService(EDGE));
  private final AtomicInteger changes = new AtomicInteger();

  ShownStatusTest() {
    shown.whenChanged(changes::incrementAndGet);
  }

  private static Service service(String name) {
    return new ServiceBuilder()
        .withNewMetadata()
        .withNamespace("naru")
        .withName(name)
        .endMetadata()
        .build();
  }

  @Test
  void anIngressThatShowsTheSameWakesNobody() {
    server.put("a", "other", Addresses.NONE);
    server.tell(shown);
    assertThat(changes).hasValue(1);
    server.put("a", "other", Addresses.NONE);
    server.tell(shown);
    assertThat(changes).hasValue(1);
    server.put("a", "other", OURS);
    server.tell(shown);
    assertThat(changes).hasValue(2);
  }

  @Test
  void onlyThePublishedServiceIsKept() {
    shown.seen(service("other"));
    assertThat(shown.service()).isEmpty();
    assertThat(changes).hasValue(0);
    shown.seen(service("edge"));
    assertThat(shown.service()).contains(service("edge"));
    shown.gone(EDGE);
    assertThat(shown.service()).isEmpty();
    assertThat(changes).hasValue(2);
  }
}
