{{- /* What a schema cannot say. */ -}}
{{- define "naru.guards" -}}
{{- with .Values.controller -}}
{{- $after := int (default 0 (get .extraArgs "post-shutdown-grace-period")) -}}
{{- $drain := include "naru.drainSeconds" $ | int -}}
{{- $least := add .shutdownGracePeriodSeconds $drain $after 15 -}}
{{- if lt (int .terminationGracePeriodSeconds) (int $least) -}}
{{- fail (printf "controller.terminationGracePeriodSeconds is %v: it must be at least %d, 15 more than controller.shutdownGracePeriodSeconds (%v), worker-shutdown-timeout in controller.config (%d) and controller.extraArgs.post-shutdown-grace-period (%d) together, or pods are killed while they still serve." (int .terminationGracePeriodSeconds) $least (int .shutdownGracePeriodSeconds) $drain $after) -}}
{{- end -}}
{{- if and .scope.enabled .scope.namespaceSelector -}}
{{- fail "controller.scope.namespaceSelector needs controller.scope.enabled=false: one namespace is watched, or those with some labels." -}}
{{- end -}}
{{- if and .metrics.serviceMonitor.enabled (not .metrics.enabled) -}}
{{- fail "controller.metrics.serviceMonitor.enabled needs controller.metrics.enabled=true: there is no Service to scrape." -}}
{{- end -}}
{{- with .admissionWebhooks -}}
{{- if and .certManager.enabled .existingSecret -}}
{{- fail "controller.admissionWebhooks.existingSecret needs controller.admissionWebhooks.certManager.enabled=false: there is one certificate." -}}
{{- end -}}
{{- if ne (empty .existingSecret) (empty .caBundle) -}}
{{- fail "controller.admissionWebhooks.existingSecret and controller.admissionWebhooks.caBundle go together: the API server asks nobody whom it has no reason to believe." -}}
{{- end -}}
{{- end -}}
{{- if and .disableLeaderElection (eq (include "naru.certificate" $) "own") -}}
{{- fail "controller.disableLeaderElection needs controller.admissionWebhooks.enabled=false, certManager.enabled=true or an existingSecret: the leader would make the certificate." -}}
{{- end -}}
{{- with include "naru.scope" $ -}}
{{- $service := splitList "/" $.Values.controller.publishService.pathOverride | first -}}
{{- if not (has $service (list "" . $.Release.Namespace)) -}}
{{- fail (printf "controller.publishService.pathOverride: with controller.scope.enabled=true no Service of %s can be read." $service) -}}
{{- end -}}
{{- end -}}
{{- $ports := list 10254 10246 (int .containerPort.http) (int .containerPort.https) -}}
{{- if .admissionWebhooks.enabled -}}
{{- $ports = append $ports (int .admissionWebhooks.port) -}}
{{- end -}}
{{- if ne (len $ports) (len (uniq $ports)) -}}
{{- fail "controller.containerPort.http, controller.containerPort.https and controller.admissionWebhooks.port need a port each, and neither 10254 nor 10246: a pod cannot listen twice on one." -}}
{{- end -}}
{{- range $labels := list $.Values.commonLabels .podLabels -}}
{{- range $label := list "name" "instance" "component" -}}
{{- if hasKey $labels (printf "app.kubernetes.io/%s" $label) -}}
{{- fail (printf "controller.podLabels and commonLabels cannot have app.kubernetes.io/%s: pods are selected by it." $label) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- $own := include "naru.flags" $ | fromYaml -}}
{{- range $name, $_ := .extraArgs -}}
{{- if hasKey $own $name -}}
{{- fail (printf "controller.extraArgs.%s: the chart sets this flag itself, from %s." $name (get $own $name)) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- /*
How long a pod may take over what is under way, in seconds: worker-shutdown-timeout as the controller reads it,
which takes 240 for what is not a time from 1s to 2h.
*/ -}}
{{- define "naru.drainSeconds" -}}
{{- $seconds := 240 -}}
{{- $text := "" -}}
{{- range $key, $value := .Values.controller.config -}}
{{- if eq (lower $key) "worker-shutdown-timeout" -}}
{{- $text = tpl (include "naru.text" $value) $ -}}
{{- end -}}
{{- end -}}
{{- if regexMatch "^([0-9]+h *)?([0-9]+m *)?([0-9]+s *)?([0-9]+(ms)?)?$" $text -}}
{{- $millis := 0 -}}
{{- range $part := regexFindAll "[0-9]+[a-z]*" $text -1 -}}
{{- $unit := get (dict "h" 3600000 "m" 60000 "s" 1000 "ms" 1 "" 1000) (regexFind "[a-z]*$" $part) -}}
{{- $millis = add $millis (mul (regexFind "^[0-9]+" $part | atoi) $unit) -}}
{{- end -}}
{{- if and (ge $millis 1000) (le $millis 7200000) -}}
{{- $seconds = div (add $millis 999) 1000 -}}
{{- end -}}
{{- end -}}
{{- $seconds -}}
{{- end -}}

{{- /* The flags that the chart sets, and the values that they come from. */ -}}
{{- define "naru.flags" -}}
configmap: controller.config
controller-class: controller.ingressClassResource.controllerValue
ingress-class: controller.ingressClass
ingress-class-by-name: controller.ingressClassByName
watch-ingress-without-class: controller.watchIngressWithoutClass
secrets: controller.secrets
disable-leader-election: controller.disableLeaderElection
election-id: controller.electionID
election-ttl: controller.electionTTL
status: controller.status
update-status: controller.status
publish-service: controller.publishService
publish-status-address: controller.publishStatusAddress
validating-webhook: controller.admissionWebhooks
validating-webhook-certificate: controller.admissionWebhooks
validating-webhook-key: controller.admissionWebhooks
validating-webhook-self-signed: controller.admissionWebhooks
validating-webhook-configuration: controller.admissionWebhooks
validating-webhook-service: controller.admissionWebhooks
validating-webhook-client-ca: controller.admissionWebhooks
watch-namespace: controller.scope
watch-namespace-selector: controller.scope
http-port: controller.containerPort.http
https-port: controller.containerPort.https
advertised-http-port: controller.advertisedPort.http
advertised-https-port: controller.advertisedPort.https
healthz-port: the probes
healthz-host: the probes
health-check-path: the probes
enable-metrics: controller.metrics.enabled
log-format: controller.logFormat
shutdown-grace-period: controller.shutdownGracePeriodSeconds
manifests: watching the cluster
kubeconfig: serviceAccount
{{- end -}}
