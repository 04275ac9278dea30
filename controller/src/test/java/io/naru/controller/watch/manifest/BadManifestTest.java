package io.naru.controller.watch.manifest;

import static io.naru.controller.watch.manifest.ReadingAssert.manifests;
import static io.naru.controller.watch.manifest.ReadingAssert.only;
import static io.naru.controller.watch.manifest.ReadingAssert.problems;
import static io.naru.controller.watch.manifest.ReadingAssert.unreadable;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Service;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BadManifestTest {
  private static final String GOOD = "{apiVersion: v1, kind: Service, metadata: {name: good}}\n";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {kind: Service, metadata: {name: a}} | web.yaml, document 1: is a Service of no apiVersion, but only v1 is read; the object is left out
          {apiVersion: discovery.k8s.io/v1beta1, kind: EndpointSlice, metadata: {name: a}} | web.yaml, document 1: is a EndpointSlice of apiVersion discovery.k8s.io/v1beta1, but only discovery.k8s.io/v1 is read; the object is left out
          {a: b} | web.yaml, document 1: is not a Kubernetes object: it has no kind; the object is left out
          just text | web.yaml, document 1: is not a Kubernetes object: it has no kind; the object is left out
          [1, 2] | web.yaml, document 1: is not a Kubernetes object: it has no kind; the object is left out
          {apiVersion: v1, kind: Service} | web.yaml, document 1 (Service), metadata.name: is missing; the object is left out
          {apiVersion: v1, kind: Service, metadata: {name: 12}} | web.yaml, document 1 (Service), metadata.name: is not text: put it in quotes; the object is left out
          {apiVersion: v1, kind: Service, metadata: {generateName: a-}} | web.yaml, document 1 (Service), metadata.name: is missing: only an API server makes a name of generateName; the object is left out
          {apiVersion: v1, kind: Service, metadata: {name: A_b}} | web.yaml, document 1 (Service), metadata.name: is not a name that Kubernetes accepts: "A_b"; the object is left out
          {apiVersion: v1, kind: Service, metadata: {name: a, namespace: x.y}} | web.yaml, document 1 (Service), metadata.namespace: is not a name that Kubernetes accepts: "x.y"; the object is left out
          {apiVersion: v1, kind: List, items: [{apiVersion: v1, kind: Secret}]} | web.yaml, document 1, items[0] (Secret), metadata.name: is missing; the object is left out
          {apiVersion: v1, kind: Service, metadata: {name: a}, spec: {ports: [{port: 80}, {port: x}]}} | Service default/a, spec.ports[1].port: is not a whole number (web.yaml); the object is left out
          {apiVersion: v1, kind: Service, metadata: {name: a}, spec: {ports: 80}} | Service default/a, spec.ports: is not a list (web.yaml); the object is left out
          {apiVersion: v1, kind: Service, metadata: {name: a}, spec: wrong} | Service default/a, spec: is not a mapping of fields (web.yaml); the object is left out
          {apiVersion: v1, kind: Service, metadata: {name: a, annotations: {b: [c]}}} | Service default/a, metadata.annotations.b: is not text (web.yaml); the object is left out
          {apiVersion: v1, kind: Secret, metadata: {name: a}, stringData: {b: [c]}} | Secret default/a, stringData.b: is not text (web.yaml); the object is left out
          """)
  void aBadObjectIsOneProblemAndCostsItselfOnly(String bad, String sentence) {
    String text = bad + "\n---\n" + GOOD;

    assertThat(problems(text)).containsExactly(sentence);
    assertThat(only(Service.class, text).getMetadata().getName()).isEqualTo("good");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          metadata: {name: a, labels: {b: true}} | metadata.labels[b]
          metadata: {name: a, annotations: {c/d: 1.50}} | metadata.annotations[c/d]
          metadata: {name: a}, data: {e: 7} | data[e]
          """)
  void aValueWithoutQuotesIsReadAndNamed(String parts, String field) {
    String text = "{apiVersion: v1, kind: ConfigMap, " + parts + "}";

    assertThat(manifests(text).objects()).hasSize(1);
    assertThat(problems(text))
        .containsExactly(
            "ConfigMap default/a, "
                + field
                + ": is a number or boolean (web.yaml), where only text is allowed; it is read as"
                + " text here, but an API server refuses the object: put it in quotes");
  }

  @Test
  void aTimeThatIsNoneMakesTheObjectTheYoungest() {
    String text =
        "{apiVersion: v1, kind: Service, metadata: {name: a, creationTimestamp: yesterday}}";

    assertThat(only(Service.class, text).getMetadata().getCreationTimestamp()).isNull();
    assertThat(problems(text))
        .containsExactly(
            "Service default/a, metadata.creationTimestamp: is not a time (web.yaml); the object"
                + " counts as the youngest");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          a: b: c | mapping values are not allowed here (line 1, column 5)
          {a: 1, a: 2} | found duplicate key a (line 1, column 8)
          a: !!java.net.URL [b] | could not determine a constructor for the tag tag:yaml.org,2002:java.net.URL (line 1, column 4)
          a: !!binary aGk= | it has a value with a tag that manifests cannot have
          {{ .Values.x }}: 1 | Non scalar key is detected but it is not configured to be allowed.
          a: *b | found undefined alias b (line 1, column 4)
          """)
  void textThatIsNotYamlIsUnreadableAsAWhole(String text, String reason) {
    assertThat(unreadable(GOOD + "---\n" + text))
        .startsWith("is not well-formed YAML: " + reason.replace("line 1", "line 3"));
  }

  @Test
  void aReasonQuotesNothingOfTheText() {
    assertThat(unreadable("data: {key: canary\nother: [canary")).doesNotContain("canary");
  }

  @Test
  void bytesThatAreNoTextAreUnreadable() {
    assertThat(new ManifestReader().read("a", new byte[] {'a', (byte) 0xff}))
        .isEqualTo(new Reading.Unreadable("is not text in UTF-8"));
    assertThat(unreadable("a: \u0007")).contains("special characters are not allowed");
  }

  @Test
  void moreThanTheLargestContentIsUnreadable() {
    assertThat(new ManifestReader().read("a", new byte[(10 << 20) + 1]))
        .isEqualTo(new Reading.Unreadable("is larger than 10 MiB"));
  }

  /// As small as a heap may be for Naru to start.
  @Test
  void aSmallHeapReadsSmallerTexts() {
    ManifestReader reader = new ManifestReader(64 << 20);
    assertThat(reader.read("a", new byte[reader.maxBytes() + 1]))
        .isEqualTo(new Reading.Unreadable("is larger than 1365 KiB, as much as the heap allows"));
    assertThat(reader.read("a", ("x: [" + "a,".repeat(44_000) + "]").getBytes(UTF_8)))
        .isInstanceOf(Reading.Manifests.class);
    assertThat(reader.read("a", ("x: [" + "{a: b},".repeat(20_000) + "]").getBytes(UTF_8)))
        .isEqualTo(
            new Reading.Unreadable(
                "is not well-formed YAML: it has more than 44739 values, as much as the heap"
                    + " allows"));
  }

  /// A value may cost 550 bytes while it is read, and the heap has others to keep.
  @Test
  void whatIsReadTakesLessThanHalfOfAnyHeap() {
    for (long heap = 64 << 20; heap <= 4L << 30; heap *= 2) {
      Bounds bounds = Bounds.ofHeap(heap);
      assertThat(550L * bounds.values()).isLessThan(heap / 2);
      assertThat(14L * bounds.bytes()).isLessThan(heap / 2);
    }
  }

  @Test
  void deepNestingIsUnreadableAndNoStackOverflow() {
    for (String open : new String[] {"[", "{a: ", "- ", "? "}) {
      assertThat(unreadable("a:\n " + open.repeat(1_000_000))).contains("nested deeper than 100");
    }
  }

  @Test
  void aFloodOfValuesIsUnreadable() {
    ManifestReader reader = new ManifestReader(4L << 30);
    assertThat(reader.read("a", ("a: [" + "1,".repeat(1_000_001) + "]").getBytes(UTF_8)))
        .isEqualTo(
            new Reading.Unreadable("is not well-formed YAML: it has more than 1000000 values"));
  }

  @Test
  void aliasesThatMultiplyAreUnreadable() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 60; i++) {
      bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }

    assertThat(unreadable(bomb.toString())).contains("aliases expand to more than");
  }

  @Test
  void mergesThatMultiplyAreUnreadableOrSmall() {
    StringBuilder bomb = new StringBuilder("a0: &a0 {k: v}\n");
    for (int i = 1; i < 60; i++) {
      bomb.append("a%d: &a%d {<<: [*a%d, *a%d], k%d: v}\n".formatted(i, i, i - 1, i - 1, i));
    }

    assertThat(problems(bomb.toString())).hasSize(1);
  }

  @Test
  void anAliasOfItselfIsUnreadable() {
    assertThat(unreadable("a: &a [*a]")).contains("aliases expand to more than");
    assertThat(unreadable("a: &a {b: *a}")).contains("aliases expand to more than");
  }
}
