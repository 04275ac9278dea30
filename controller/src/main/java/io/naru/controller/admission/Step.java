package io.naru.controller.admission;

/// What the leader does next about the webhook's certificate.
sealed interface Step {

  /// Begins: nothing that could be trusted is served, so both are done at once, the Secret first.
  ///
  /// @param why for the log
  record Begin(Held held, String why) implements Step {}

  /// Has the Secret hold something else.
  ///
  /// @param why for the log
  record Write(Held held, String why) implements Step {}

  /// Has the API server believe the authorities, and no others.
  ///
  /// @param authorities PEM
  record Trust(String authorities) implements Step {}

  /// Nothing is due.
  record Rest() implements Step {}
}
