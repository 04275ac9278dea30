package io.naru.controller.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.naru.controller.object.Kind;
import io.naru.controller.object.ObjectKey;
import org.junit.jupiter.api.Test;

class ProblemTest {
  private static final ObjectKey WEB = new ObjectKey(Kind.INGRESS, "default", "web");

  @Test
  void theSentenceNamesObjectFieldReasonAndConsequence() {
    Problem problem =
        Problem.warning(
            WEB,
            "spec.tls[0].secretName",
            "names Secret default/x, which does not exist",
            "the default certificate is served");

    assertThat(problem.sentence())
        .isEqualTo(
            "Ingress default/web, spec.tls[0].secretName: names Secret default/x, which does not"
                + " exist; the default certificate is served");
  }

  @Test
  void aProblemOfAWholeFileNamesNoField() {
    assertThat(Problem.ofFile("web.yaml", "", "is not YAML", "its last content is kept").sentence())
        .isEqualTo("web.yaml: is not YAML; its last content is kept");
  }

  @Test
  void quotedTextCannotForgeALogLine() {
    Problem problem =
        Problem.note(WEB, "spec", "is \"a\nERROR b\u001b[31m\u0085\u2028\u202ec\"", "so\r\nwhat");

    assertThat(problem.sentence())
        .isEqualTo("Ingress default/web, spec: is \"a ERROR b [31m c\"; so what");
  }

  @Test
  void aSentenceIsBounded() {
    assertThat(Problem.note(WEB, "x".repeat(5000), "y", "z").sentence()).hasSize(1000);
  }

  @Test
  void aProblemWithoutReasonOrConsequenceCannotBeMade() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Problem.note(WEB, "spec", " ", "so what"));
    assertThatIllegalArgumentException().isThrownBy(() -> Problem.note(WEB, "spec", "why", ""));
  }
}
