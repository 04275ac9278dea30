package io.naru.controller.admission;

import io.naru.controller.admission.Found.Bad;
import io.naru.controller.admission.Found.Good;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Something that is looked for again and again, of which the last good find counts. Each distinct
/// reason why a look found nothing good is logged once.
///
/// Thread rule: one thread at a time.
final class LastGood<T> {
  private static final Logger LOG = LoggerFactory.getLogger(LastGood.class);

  private final Supplier<Found<T>> finder;
  private Optional<T> last = Optional.empty();
  private String said = "";

  LastGood(Supplier<Found<T>> finder) {
    this.finder = finder;
  }

  /// Looks, and gives the last good find; empty before the first.
  Optional<T> look() {
    switch (finder.get()) {
      case Good<T>(T value) -> {
        last = Optional.of(value);
        said = "";
      }
      case Bad<T>(String sentence) -> say(sentence);
    }
    return last;
  }

  private void say(String sentence) {
    if (!sentence.equals(said)) {
      LOG.warn(
          "{} {}",
          sentence,
          last.isPresent()
              ? "The webhook goes on with what it has."
              : "The webhook answers nobody meanwhile.");
      said = sentence;
    }
  }
}
