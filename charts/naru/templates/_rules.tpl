{{- /*
The rules that the controller needs, from files/permissions.yaml: the program's own list of what it may ask
an API server for. Which of them: those of the features that are on, with the given reaches.
*/ -}}
{{- define "naru.rules" -}}
{{- $root := .root -}}
{{- $reaches := .reaches -}}
{{- $features := include "naru.features" $root | fromYamlArray -}}
{{- range $root.Files.Get "files/permissions.yaml" | fromYamlArray -}}
{{- if and (has .feature $features) (has .reach $reaches) }}
- apiGroups: [{{ .group | quote }}]
  resources: [{{ .resource | quote }}]
  {{- with include "naru.ruleName" (dict "root" $root "permission" .) }}
  resourceNames: [{{ . | quote }}]
  {{- end }}
  verbs: [{{ join ", " .verbs }}]
{{- end -}}
{{- end -}}
{{- end -}}

{{- /* The one object that a rule is tied to, if it is. */ -}}
{{- define "naru.ruleName" -}}
{{- $object := default "" .permission.object -}}
{{- if eq .permission.reach "WATCHED_NAMESPACE" -}}
{{- include "naru.scope" .root -}}
{{- else if eq $object "LEASE" -}}
{{- include "naru.election" .root -}}
{{- else if has $object (list "WEBHOOK_SECRET" "WEBHOOK_CONFIGURATION") -}}
{{- include "naru.admission" .root -}}
{{- else if $object -}}
{{- fail (printf "files/permissions.yaml: the chart has no name for %s." $object) -}}
{{- end -}}
{{- end -}}

{{- /* What is on; a feature is what a permission is for. */ -}}
{{- define "naru.features" -}}
- SERVING
- EVENTS
{{- with .Values.controller }}
- {{ ternary "SECRETS_BY_NAME" "ALL_SECRETS" (eq .secrets "by-name") }}
{{- if and .scope.namespaceSelector (not .scope.enabled) }}
- NAMESPACE_SELECTOR
{{- end }}
{{- if not .disableLeaderElection }}
- ELECTION
{{- $status := include "naru.status" $ }}
{{- $nodes := not (or .publishStatusAddress (include "naru.publishedService" $)) }}
{{- if eq $status "on" }}
- STATUS
{{- end }}
{{- if or (eq $status "on") (and (eq $status "observe") $nodes) }}
- REPLICAS
{{- end }}
{{- if and (ne $status "off") $nodes }}
- NODE_ADDRESSES
{{- end }}
{{- end }}
{{- if eq (include "naru.certificate" $) "own" }}
- ADMISSION_CERTIFICATE
{{- end }}
{{- end }}
{{- end -}}

{{- /* Who makes the webhook's certificate: own, cert-manager, files; empty without webhook. */ -}}
{{- define "naru.certificate" -}}
{{- with .Values.controller.admissionWebhooks -}}
{{- if not .enabled -}}
{{- else if .certManager.enabled -}}cert-manager
{{- else if .existingSecret -}}files
{{- else -}}own
{{- end -}}
{{- end -}}
{{- end -}}
