package io.naru.controller.event;

import io.naru.controller.access.Answer;

/// Where Events are written.
interface EventStore {
  /// A conflict if it stands there already.
  Answer<?> create(ObjectEvent event);

  /// It was seen again.
  ///
  /// @param count how often by now, at least 2
  Answer<?> again(ObjectEvent event, int count);
}
