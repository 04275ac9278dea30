package io.naru.controller.translate;

/// How much harm upstream says an annotation can do; the ConfigMap's `annotations-risk-level`
/// bounds it. In ascending order.
public enum Risk {
  LOW,
  MEDIUM,
  HIGH,
  CRITICAL
}
