{{- define "naru.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{- define "naru.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 42 | trimSuffix "-" -}}
{{- else if contains (include "naru.name" .) .Release.Name -}}
{{- .Release.Name | trunc 42 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name (include "naru.name" .) | trunc 42 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "naru.controller" -}}
{{- include "naru.fullname" . }}-controller
{{- end -}}

{{- define "naru.account" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "naru.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- default "default" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{- define "naru.selectorLabels" -}}
app.kubernetes.io/name: {{ include "naru.name" . | quote }}
app.kubernetes.io/instance: {{ .Release.Name | quote }}
app.kubernetes.io/component: controller
{{- end -}}

{{- define "naru.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{ include "naru.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "naru.image" -}}
{{- with .Values.controller.image -}}
{{- if .digest -}}
{{ .repository }}@{{ .digest }}
{{- else -}}
{{ .repository }}:{{ default $.Chart.AppVersion .tag }}
{{- end -}}
{{- end -}}
{{- end -}}

{{- /* The one namespace that is watched; empty for all. */ -}}
{{- define "naru.scope" -}}
{{- with .Values.controller.scope -}}
{{- if .enabled -}}
{{- default $.Release.Namespace .namespace -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- /* A number as people write it: values carry whole numbers as fractions. */ -}}
{{- define "naru.text" -}}
{{- if kindIs "float64" . -}}
{{- int64 . -}}
{{- else if not (kindIs "invalid" .) -}}
{{- . -}}
{{- end -}}
{{- end -}}

{{- /* The Lease by which replicas elect their leader. */ -}}
{{- define "naru.election" -}}
{{- default (printf "%s-leader" (include "naru.fullname" .)) .Values.controller.electionID -}}
{{- end -}}

{{- /* The webhook's configuration, and the Secret with its certificate. */ -}}
{{- define "naru.admission" -}}
{{- include "naru.fullname" . }}-admission
{{- end -}}

{{- /* on, observe or off: YAML takes some of these for true and false. */ -}}
{{- define "naru.status" -}}
{{- $status := toString .Values.controller.status -}}
{{- get (dict "true" "on" "false" "off") $status | default $status -}}
{{- end -}}

{{- /* The Service whose addresses go into the status; empty for none. */ -}}
{{- define "naru.publishedService" -}}
{{- with .Values.controller -}}
{{- if and .publishService.enabled (not .publishStatusAddress) -}}
{{- if .publishService.pathOverride -}}
{{- .publishService.pathOverride -}}
{{- else if .service.enabled -}}
{{- $.Release.Namespace }}/{{ include "naru.controller" $ -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- /* The Secret with the webhook's certificate where it comes as files; else empty. */ -}}
{{- define "naru.webhookSecret" -}}
{{- $certificate := include "naru.certificate" . -}}
{{- if eq $certificate "files" -}}
{{- .Values.controller.admissionWebhooks.existingSecret -}}
{{- else if eq $certificate "cert-manager" -}}
{{- include "naru.admission" . -}}
{{- end -}}
{{- end -}}

{{- /* The ConfigMap with the CA of those whom the webhook answers; empty for everybody. */ -}}
{{- define "naru.webhookClients" -}}
{{- with .Values.controller.admissionWebhooks -}}
{{- if .enabled -}}
{{- .clientCAConfigMap -}}
{{- end -}}
{{- end -}}
{{- end -}}
