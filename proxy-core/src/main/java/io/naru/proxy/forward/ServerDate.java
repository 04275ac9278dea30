package io.naru.proxy.forward;

import io.naru.proxy.head.Fields;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.LongSupplier;

/** The Date field of responses (RFC 9110 section 6.6.1), formatted once a second. One per loop. */
final class ServerDate {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  private final LongSupplier clockMillis;
  private long second = -1;
  private Fields fields = new Fields(0, 0);

  ServerDate(LongSupplier clockMillis) {
    this.clockMillis = clockMillis;
  }

  Fields fields() {
    long now = clockMillis.getAsLong() / 1000;
    if (now != second) {
      second = now;
      fields = Fields.of("Date", FORMAT.format(Instant.ofEpochSecond(now)));
    }
    return fields;
  }
}
