package io.naru.proxy.head;

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
   * Whether a request may carry the field there, where it may carry trailers at all. A name that is
   * not plain passes for another one at some endpoints, and is not taken in a head either (G2, C5).
   */
  public static boolean passesUp(Fields fields, int i) {
    return !fields.isDropped(i, NEVER_IN_REQUEST)
        && Syntax.isPlainName(fields.bytes(), fields.nameStart(i), fields.nameEnd(i));
  }

  /** Whether a response may carry the field there. */
  public static boolean passesDown(Fields fields, int i) {
    return !fields.isDropped(i, NEVER_IN_RESPONSE);
  }
}
