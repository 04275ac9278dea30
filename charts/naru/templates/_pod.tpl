{{- /*
The pod, the same in a Deployment and a DaemonSet. No label of it changes with the version: pods of one
deployment know each other by their labels.
*/ -}}
{{- define "naru.pod" -}}
metadata:
  labels:
    {{- include "naru.selectorLabels" . | nindent 4 }}
    {{- with .Values.commonLabels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
    {{- with .Values.controller.podLabels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  {{- with .Values.controller.podAnnotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  serviceAccountName: {{ include "naru.account" . | quote }}
  automountServiceAccountToken: true
  enableServiceLinks: false
  {{- with .Values.imagePullSecrets }}
  imagePullSecrets:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .Values.controller }}
  {{- with .priorityClassName }}
  priorityClassName: {{ . | quote }}
  {{- end }}
  terminationGracePeriodSeconds: {{ .terminationGracePeriodSeconds }}
  securityContext:
    runAsNonRoot: true
    runAsUser: {{ .image.runAsUser }}
    runAsGroup: {{ .image.runAsGroup }}
    seccompProfile:
      type: RuntimeDefault
  containers:
    - name: controller
      image: {{ include "naru.image" $ | quote }}
      imagePullPolicy: {{ .image.pullPolicy }}
      args:
        {{- include "naru.args" $ | nindent 8 }}
      env:
        - name: POD_NAME
          valueFrom:
            fieldRef:
              fieldPath: metadata.name
        - name: POD_NAMESPACE
          valueFrom:
            fieldRef:
              fieldPath: metadata.namespace
        {{- with .extraEnvs }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
      ports:
        - name: http
          containerPort: {{ .containerPort.http }}
          {{- if .hostPort.enabled }}
          hostPort: {{ .hostPort.ports.http }}
          {{- end }}
        - name: https
          containerPort: {{ .containerPort.https }}
          {{- if .hostPort.enabled }}
          hostPort: {{ .hostPort.ports.https }}
          {{- end }}
        - name: health
          containerPort: 10254
        {{- if .admissionWebhooks.enabled }}
        - name: webhook
          containerPort: {{ .admissionWebhooks.port }}
        {{- end }}
      {{- include "naru.probes" . | nindent 6 }}
      {{- with .resources }}
      resources:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      securityContext:
        allowPrivilegeEscalation: false
        readOnlyRootFilesystem: true
        capabilities:
          drop:
            - ALL
      volumeMounts:
        - name: tmp
          mountPath: /tmp
        {{- if include "naru.webhookSecret" $ }}
        - name: webhook
          mountPath: /etc/naru/webhook
          readOnly: true
        {{- end }}
        {{- if include "naru.webhookClients" $ }}
        - name: webhook-clients
          mountPath: /etc/naru/webhook-clients
          readOnly: true
        {{- end }}
  volumes:
    - name: tmp
      emptyDir:
        sizeLimit: 256Mi
    {{- with include "naru.webhookSecret" $ }}
    - name: webhook
      secret:
        secretName: {{ . | quote }}
    {{- end }}
    {{- with include "naru.webhookClients" $ }}
    - name: webhook-clients
      configMap:
        name: {{ . | quote }}
    {{- end }}
  {{- with .nodeSelector }}
  nodeSelector:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .tolerations }}
  tolerations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .affinity }}
  affinity:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .topologySpreadConstraints }}
  topologySpreadConstraints:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- end }}
{{- end -}}

{{- /*
A pod that ends is unready at once, yet still serves for its grace period: the kubelet must not notice
earlier than that, or nodes drop the connections that a load balancer still sends.
*/ -}}
{{- define "naru.probes" -}}
startupProbe:
  httpGet:
    path: /livez
    port: health
  periodSeconds: 2
  timeoutSeconds: 2
  failureThreshold: 60
livenessProbe:
  httpGet:
    path: /livez
    port: health
  periodSeconds: 10
  timeoutSeconds: 5
  failureThreshold: 5
readinessProbe:
  httpGet:
    path: /readyz
    port: health
  periodSeconds: 5
  timeoutSeconds: 2
  failureThreshold: {{ max 3 (add 2 (div .shutdownGracePeriodSeconds 5)) }}
{{- end -}}
