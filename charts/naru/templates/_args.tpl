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
- --http-port={{ .containerPort.http }}
- --https-port={{ .containerPort.https }}
- --advertised-http-port={{ .advertisedPort.http }}
- --advertised-https-port={{ .advertisedPort.https }}
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
