package io.naru.proxy.h2;

import io.naru.proxy.head.Fields;
import io.naru.proxy.head.KnownField;

/**
 * Turns trailers into header blocks that own their bytes, since they may wait behind a body. What a
 * client sends there is trusted less than what an endpoint does: a response's trailers are the
 * status and metadata of calls, and their names are the application's.
 */
final class TrailerWriter {
  /** Whatever a head's field of that name would be believed for (catalogue C10). */
  private static final long NEVER_IN_REQUEST =
      ~(KnownField.OTHER.bit() | KnownField.GRPC_STATUS.bit());

  /** What frames, routes or describes content, or belongs to one hop (RFC 9110 section 6.5.1). */
  private static final long NEVER_IN_RESPONSE =
      KnownField.HOP_BY_HOP
          | KnownField.bits(
              KnownField.HOST,
              KnownField.EXPECT,
              KnownField.CONTENT_LENGTH,
              KnownField.CONTENT_TYPE);

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
      if (!fields.isDropped(i, NEVER_IN_REQUEST) && !Secrets.hold(fields, i)) {
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
      if (!fields.isDropped(i, NEVER_IN_RESPONSE)) {
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
