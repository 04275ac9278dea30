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
{{- if eq .permission.reach "WATCHED_NAMESPACE" -}}
{{- include "naru.scope" .root -}}
{{- end -}}
{{- end -}}

{{- /* What is on; a feature is what a permission is for. */ -}}
{{- define "naru.features" -}}
- SERVING
- ALL_SECRETS
{{- if and .Values.controller.scope.namespaceSelector (not .Values.controller.scope.enabled) }}
- NAMESPACE_SELECTOR
{{- end }}
{{- end -}}
