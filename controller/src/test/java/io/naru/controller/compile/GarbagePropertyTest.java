package io.naru.controller.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.naru.controller.translate.Annotation;
import io.naru.proxy.match.HostMatch;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// Whatever stands in an annotation is a typed value or is refused, and other hosts never see a
/// difference (catalogue A1).
class GarbagePropertyTest {
  private static final HostMatch BYSTANDER = new HostMatch.Exact("bystander.test");
  private static final String WITNESS = "/w";

  @Property(tries = 500)
  void a1GarbageDisturbsNobodyElse(
      @ForAll Annotation annotation,
      @ForAll("garbage") String value,
      @ForAll("paths") String path) {
    TestCluster clean = TestCluster.basic().apply(ingress("bystander", WITNESS, Map.of()));
    Compiled before = clean.compile();
    Compiled after =
        clean
            .apply(
                ingress(
                    "hostile",
                    path,
                    Map.of("nginx.ingress.kubernetes.io/" + annotation.text(), value)))
            .compile();
    assertThat(after.routes().hosts().get(BYSTANDER))
        .isSameAs(before.routes().hosts().get(BYSTANDER));
    assertThat(after.problems()).allMatch(it -> it.sentence().length() <= 1000);
    assertThat(after).isEqualTo(clean.fromScratch());
  }

  @Provide
  Arbitrary<String> garbage() {
    return Arbitraries.oneOf(
        List.of(
            Arbitraries.of(
                "",
                " ",
                "\0",
                "a\nb",
                "true\nfalse",
                "8m\n",
                "5\n",
                "/x\n$1",
                "\"; return 200; #",
                "}} server {",
                "$(id)",
                "${jndi:ldap://x}",
                "\\u0000",
                "(((((((((((((",
                "(a+)+$",
                "9999999999999999999",
                "-1",
                "😀".repeat(10),
                "x".repeat(65536),
                "(".repeat(65536)),
            Arbitraries.strings().ofMaxLength(40)));
  }

  @Provide
  Arbitrary<String> paths() {
    return Arbitraries.oneOf(
        List.of(
            Arbitraries.of(
                "/", "/a", "/(", "/[a-", "/(a*)*b", "/" + "(".repeat(3000), "/\0", "a", "/a\nb"),
            Arbitraries.strings().ofMaxLength(20).map(it -> "/" + it)));
  }

  private static List<HasMetadata> ingress(
      String name, String path, Map<String, String> annotations) {
    var object =
        new IngressBuilder()
            .withNewMetadata()
            .withName(name)
            .withNamespace("default")
            .withAnnotations(annotations)
            .endMetadata()
            .withNewSpec()
            .withIngressClassName("nginx")
            .addNewRule()
            .withHost(name + ".test")
            .withNewHttp()
            .addNewPath()
            .withPath(path)
            .withPathType("ImplementationSpecific")
            .withNewBackend()
            .withNewService()
            .withName("web")
            .withNewPort()
            .withNumber(80)
            .endPort()
            .endService()
            .endBackend()
            .endPath()
            .endHttp()
            .endRule()
            .endSpec()
            .build();
    return List.of(object);
  }
}
