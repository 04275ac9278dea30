package io.naru.proxy.h2;

import io.naru.proxy.head.Fields;
import io.naru.proxy.head.TrailerFields;

/** Turns trailers into header blocks that own their bytes, since they may wait behind a body. */
final class TrailerWriter {
  private final Lines lines;

  TrailerWriter(Lines lines) {
    this.lines = lines;
  }

  /**
   * @param fields read before this returns
   */
  OutgoingFields request(Fields fields) {
    OutgoingFields trailers = new OutgoingFields();
    for (int i = 0; i < fields.count(); i++) {
      if (TrailerFields.passesUp(fields, i)) {
        add(trailers, fields, i);
      }
    }
    return trailers;
  }

  /**
   * @param fields read before this returns
   */
  OutgoingFields response(Fields fields) {
    OutgoingFields trailers = new OutgoingFields();
    for (int i = 0; i < fields.count(); i++) {
      if (TrailerFields.passesDown(fields, i)) {
        add(trailers, fields, i);
      }
    }
    return trailers;
  }

  private void add(OutgoingFields trailers, Fields fields, int i) {
    Line line = Secrets.hold(fields, i) ? Line.NONE : lines.find(fields, i);
    if (line.isNone()) {
      trailers.pass(Lines.copy(fields, i));
    } else {
      trailers.keep(line);
    }
  }
}
