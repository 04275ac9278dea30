package io.naru.controller.chart;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a release cannot be made of is refused, with a sentence, before anything is installed.
class ChartRefusalTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "controler.kind=DaemonSet | at '': additional properties 'controler' not allowed",
        "controller.replicas=2 | at '/controller': additional properties 'replicas' not allowed",
        "controller.allowSnippetAnnotations=true | additional properties 'allowSnippetAnnotations'"
            + " not allowed",
        "controller.kind=StatefulSet | at '/controller/kind': value must be one of 'Deployment',"
            + " 'DaemonSet'",
        "controller.replicaCount=-1 | at '/controller/replicaCount': minimum: got -1, want 0",
        "controller.replicaCount=two | at '/controller/replicaCount': got string, want integer",
        "controller.image.digest=latest | at '/controller/image/digest': 'latest' does not match"
            + " pattern '^(sha256:[0-9a-f]{64})?$'",
        "controller.image.runAsUser=0 | at '/controller/image/runAsUser': minimum: got 0, want 1",
        "controller.containerPort.http=80 | at '/controller/containerPort/http': minimum: got 80,"
            + " want 1,024",
        "controller.service.type=ExternalName | at '/controller/service/type': value must be one of"
            + " 'NodePort', 'LoadBalancer', 'ClusterIP'",
        "controller.service.nodePorts.http=70000 | at '/controller/service/nodePorts/http':"
            + " maximum: got 70,000, want 65,535",
        "controller.config.a.b=c | at '/controller/config/a': got object, want null or boolean or"
            + " integer or string",
        "controller.extraEnvs[0].name=POD_NAME | at '/controller/extraEnvs/0/name': 'not' failed",
      })
  void theSchemaNamesTheValue(String value, String sentence) {
    assertRefused(value, sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "controller.shutdownGracePeriodSeconds=120 | controller.terminationGracePeriodSeconds is"
            + " 330: it must be at least 375, 15 more than controller.shutdownGracePeriodSeconds"
            + " (120), worker-shutdown-timeout in controller.config (240) and"
            + " controller.extraArgs.post-shutdown-grace-period (0) together, or pods are killed"
            + " while they still serve.",
        "controller.terminationGracePeriodSeconds=299 | it must be at least 300",
        "controller.extraArgs.post-shutdown-grace-period=31 |"
            + " controller.terminationGracePeriodSeconds is 330: it must be at least 331",
        "controller.config.worker-shutdown-timeout=5m | it must be at least 360",
        "controller.config.Worker-Shutdown-Timeout=1h 1m 30 | it must be at least 3750",
        "controller.config.worker-shutdown-timeout=270001ms | it must be at least 331",
        "controller.config.worker-shutdown-timeout=400 | it must be at least 460",
        "controller.config.worker-shutdown-timeout=never,controller.shutdownGracePeriodSeconds=90 |"
            + " it must be at least 345",
        "controller.config.worker-shutdown-timeout=0,controller.shutdownGracePeriodSeconds=90 |"
            + " it must be at least 345",
        "controller.admissionWebhooks.port=8080 | controller.containerPort.http,"
            + " controller.containerPort.https and controller.admissionWebhooks.port need a port"
            + " each, and neither 10254 nor 10246: a pod cannot listen twice on one.",
        "controller.containerPort.https=10254 | controller.containerPort.http,"
            + " controller.containerPort.https and controller.admissionWebhooks.port need a port"
            + " each",
        "controller.podLabels.app\\.kubernetes\\.io/name=web | controller.podLabels and"
            + " commonLabels cannot have app.kubernetes.io/name: pods are selected by it.",
        "commonLabels.app\\.kubernetes\\.io/component=web | controller.podLabels and commonLabels"
            + " cannot have app.kubernetes.io/component: pods are selected by it.",
        "controller.scope.enabled=true,controller.publishService.pathOverride=edge/web |"
            + " controller.publishService.pathOverride: with controller.scope.enabled=true no"
            + " Service of edge can be read.",
        "controller.scope.enabled=true,controller.scope.namespaceSelector=a=b |"
            + " controller.scope.namespaceSelector needs controller.scope.enabled=false: one"
            + " namespace is watched, or those with some labels.",
        "controller.metrics.serviceMonitor.enabled=true | controller.metrics.serviceMonitor.enabled"
            + " needs controller.metrics.enabled=true: there is no Service to scrape.",
        "controller.admissionWebhooks.existingSecret=a |"
            + " controller.admissionWebhooks.existingSecret and"
            + " controller.admissionWebhooks.caBundle go together",
        "controller.admissionWebhooks.existingSecret=a,controller.admissionWebhooks.caBundle=YQ==,controller.admissionWebhooks.certManager.enabled=true"
            + " | controller.admissionWebhooks.existingSecret needs"
            + " controller.admissionWebhooks.certManager.enabled=false: there is one certificate.",
        "controller.disableLeaderElection=true | controller.disableLeaderElection needs"
            + " controller.admissionWebhooks.enabled=false, certManager.enabled=true or an"
            + " existingSecret: the leader would make the certificate.",
        "controller.extraArgs.http-port=81 | controller.extraArgs.http-port: the chart sets this"
            + " flag itself, from controller.containerPort.http.",
      })
  void whatDoesNotFitTogetherIsNamed(String values, String sentence) {
    assertRefused(values, sentence);
  }

  private static void assertRefused(String values, String sentence) {
    Map<String, String> all = new LinkedHashMap<>();
    for (String value : values.split(",", -1)) {
      int equals = value.indexOf('=');
      all.put(value.substring(0, equals), value.substring(equals + 1));
    }
    assertThatThrownBy(() -> Chart.rendered(all)).hasMessageContaining(sentence);
  }
}
