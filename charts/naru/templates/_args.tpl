{{- /* The command line of the controller, one argument a line. */ -}}
{{- define "naru.args" -}}
- serve
- --configmap={{ .Release.Namespace }}/{{ include "naru.controller" . }}
{{- with .Values.controller }}
- --controller-class={{ .ingressClassResource.controllerValue }}
- --ingress-class={{ .ingressClass }}
{{- if .ingressClassByName }}
- --ingress-class-by-name=true
{{- end }}
{{- if .watchIngressWithoutClass }}
- --watch-ingress-without-class=true
{{- end }}
{{- with include "naru.scope" $ }}
- --watch-namespace={{ . }}
{{- end }}
{{- with .scope.namespaceSelector }}
- {{ printf "--watch-namespace-selector=%s" . | quote }}
{{- end }}
- --secrets={{ .secrets }}
{{- if .disableLeaderElection }}
- --disable-leader-election=true
{{- else }}
- --election-id={{ include "naru.election" $ }}
{{- with .electionTTL }}
- --election-ttl={{ . }}
{{- end }}
- --status={{ include "naru.status" $ }}
{{- end }}
{{- with include "naru.publishedService" $ }}
- --publish-service={{ . }}
{{- end }}
{{- with .publishStatusAddress }}
- {{ printf "--publish-status-address=%s" . | quote }}
{{- end }}
- --http-port={{ .containerPort.http }}
- --https-port={{ .containerPort.https }}
- --advertised-http-port={{ .advertisedPort.http }}
- --advertised-https-port={{ .advertisedPort.https }}
{{- with .admissionWebhooks }}
{{- if .enabled }}
- --validating-webhook=:{{ .port }}
{{- if eq (include "naru.certificate" $) "own" }}
- --validating-webhook-self-signed={{ include "naru.admission" $ }}
- --validating-webhook-configuration={{ include "naru.admission" $ }}
- --validating-webhook-service={{ include "naru.controller" $ }}-admission
{{- else }}
- --validating-webhook-certificate=/etc/naru/webhook/tls.crt
- --validating-webhook-key=/etc/naru/webhook/tls.key
{{- end }}
{{- if .clientCAConfigMap }}
- --validating-webhook-client-ca=/etc/naru/webhook-clients/ca.crt
{{- end }}
{{- end }}
{{- end }}
{{- if .metrics.enabled }}
- --enable-metrics=true
{{- end }}
- --log-format={{ .logFormat }}
- --shutdown-grace-period={{ .shutdownGracePeriodSeconds }}
{{- range $name, $value := .extraArgs }}
{{- $text := include "naru.text" $value }}
- {{ if eq $text "" }}--{{ $name }}{{ else }}{{ printf "--%s=%s" $name $text | quote }}{{ end }}
{{- end }}
{{- end }}
{{- end -}}
