package io.naru.proxy.head;

import java.util.Arrays;

/**
 * Which fields may stand in trailers, whatever the protocols on both sides (catalogue C10, RFC 9110
 * section 6.5.1). What a client sends there is trusted less than what an endpoint does: a
 * response's trailers are the status and metadata of calls, and their names are the application's.
 */
public final class TrailerFields {
  /** Whatever a head's field of that name would be believed for. */
  private static final long NEVER_IN_REQUEST =
      ~(KnownField.OTHER.bit() | KnownField.GRPC_STATUS.bit());

  /** What frames, routes or describes content, or belongs to one hop. */
  private static final long NEVER_IN_RESPONSE =
      KnownField.HOP_BY_HOP
          | KnownField.bits(
              KnownField.HOST,
              KnownField.EXPECT,
              KnownField.CONTENT_LENGTH,
              KnownField.CONTENT_TYPE);

  private TrailerFields() {}

  /**
   * Whether a request may carry the field there, where it may carry trailers at all. Some endpoints
   * take {@code _} and {@code .} for a dash (catalogue G2), so that those spellings count too.
   */
  public static boolean passesUp(Fields fields, int i) {
    if (fields.isDropped(i, NEVER_IN_REQUEST)) {
      return false;
    }
    int from = fields.nameStart(i);
    int to = fields.nameEnd(i);
    return Syntax.isPlainName(fields.bytes(), from, to) || isOther(fields.bytes(), from, to);
  }

  private static boolean isOther(byte[] bytes, int from, int to) {
    byte[] folded = Arrays.copyOfRange(bytes, from, to);
    for (int i = 0; i < folded.length; i++) {
      if (folded[i] == '_' || folded[i] == '.') {
        folded[i] = '-';
      }
    }
    return KnownField.of(folded, 0, folded.length) == KnownField.OTHER;
  }

  /** Whether a response may carry the field there. */
  public static boolean passesDown(Fields fields, int i) {
    return !fields.isDropped(i, NEVER_IN_RESPONSE);
  }
}
