package io.naru.controller.status;

/// `--status`: whether the status of Ingresses is written, so that two controllers on one class do
/// not fight.
public enum StatusMode {
  ON,
  /// What would be written is said and counted.
  OBSERVE,
  OFF
}
