package io.naru.controller.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.LoadBalancerIngressBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import org.junit.jupiter.api.Test;

/// By type, as behaviour 31 has it.
class ServiceAddressesTest {

  private static ServiceBuilder service(String type) {
    return new ServiceBuilder()
        .withNewMetadata()
        .withNamespace("naru")
        .withName("naru")
        .endMetadata()
        .withNewSpec()
        .withType(type)
        .withClusterIP("10.96.0.1")
        .endSpec();
  }

  private static String addresses(Service service) {
    return ServiceAddresses.of(service).toString();
  }

  @Test
  void aLoadBalancersAreWhatItGotAndItsExternalIps() {
    Service service =
        service("LoadBalancer")
            .editSpec()
            .withExternalIPs("192.0.2.9")
            .endSpec()
            .withNewStatus()
            .withNewLoadBalancer()
            .withIngress(
                new LoadBalancerIngressBuilder().withHostname("lb.test").build(),
                new LoadBalancerIngressBuilder().withIp("192.0.2.1").build())
            .endLoadBalancer()
            .endStatus()
            .build();
    assertThat(addresses(service)).isEqualTo("192.0.2.1, 192.0.2.9, lb.test");
  }

  @Test
  void aLoadBalancerThatGotNothingYetHasNone() {
    assertThat(addresses(service("LoadBalancer").build())).isEqualTo("no address");
  }

  @Test
  void aNodePortsAreItsExternalIpsOrElseItsClusterIp() {
    assertThat(addresses(service("NodePort").build())).isEqualTo("10.96.0.1");
    assertThat(
            addresses(
                service("NodePort").editSpec().withExternalIPs("192.0.2.9").endSpec().build()))
        .isEqualTo("192.0.2.9");
  }

  @Test
  void aClusterIpsIsThat() {
    assertThat(addresses(service("ClusterIP").build())).isEqualTo("10.96.0.1");
  }

  @Test
  void aHeadlessServiceHasNone() {
    assertThat(addresses(service("ClusterIP").editSpec().withClusterIP("None").endSpec().build()))
        .isEqualTo("no address");
  }

  @Test
  void anExternalNamesIsTheName() {
    assertThat(
            addresses(
                service("ExternalName").editSpec().withExternalName("lb.test").endSpec().build()))
        .isEqualTo("lb.test");
  }
}
