package io.naru.controller;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.slf4j.event.KeyValuePair;

/// Log events as JSON, one object a line: `time` as ISO 8601 has it, in UTC with milliseconds;
/// `level`, `logger`, `thread` and `message`; the fields that the event bears; the stack of what
/// was thrown. Logback's own encoder knows no ISO times, and hides the fields in a list.
final class JsonLines extends EncoderBase<ILoggingEvent> {
  private static final JsonFactory JSON = new JsonFactory();
  private static final byte[] NOTHING = {};
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

  @Override
  public byte[] headerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] footerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(line)) {
      json.writeStartObject();
      write(event, json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    line.writeBytes("\n".getBytes(StandardCharsets.UTF_8));
    return line.toByteArray();
  }

  private static void write(ILoggingEvent event, JsonGenerator json) throws IOException {
    json.writeStringField("time", TIME.format(Instant.ofEpochMilli(event.getTimeStamp())));
    json.writeStringField("level", event.getLevel().toString());
    json.writeStringField("logger", event.getLoggerName());
    json.writeStringField("thread", event.getThreadName());
    json.writeStringField("message", event.getFormattedMessage());
    List<KeyValuePair> fields = Optional.ofNullable(event.getKeyValuePairs()).orElseGet(List::of);
    for (KeyValuePair field : fields) {
      write(field, json);
    }
    IThrowableProxy thrown = event.getThrowableProxy();
    if (thrown != null) {
      json.writeStringField("stack", ThrowableProxyUtil.asString(thrown));
    }
  }

  /// Numbers stay numbers.
  private static void write(KeyValuePair field, JsonGenerator json) throws IOException {
    if (field.value instanceof Integer number) {
      json.writeNumberField(field.key, number);
    } else {
      json.writeStringField(field.key, String.valueOf(field.value));
    }
  }
}
