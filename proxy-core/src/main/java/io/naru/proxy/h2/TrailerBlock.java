package io.naru.proxy.h2;

import io.naru.proxy.head.Fields;
import io.netty.util.AsciiString;

/** Trailers while they are decoded (RFC 9113 section 8.1): fields, and no pseudo-header. */
final class TrailerBlock extends FieldBlock {
  private final Fields fields = new Fields(0, 4);

  @Override
  void begin(int field) {
    super.begin(field);
    fields.clear();
  }

  /** Valid until the next block. */
  Fields fields() {
    return fields;
  }

  @Override
  void pseudo(AsciiString name, AsciiString value) {
    reject("a pseudo-header in trailers");
  }

  @Override
  void field(AsciiString name, AsciiString value) {
    append(fields, name, value);
  }

  /** Underscores and the like are what some names of gRPC metadata have. */
  @Override
  void oddField(AsciiString name, AsciiString value) {
    append(fields, name, value);
  }
}
