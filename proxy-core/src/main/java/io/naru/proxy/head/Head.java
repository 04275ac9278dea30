package io.naru.proxy.head;

/**
 * The head of a request or a response, of any protocol: bytes with offsets, owned by its exchange
 * and recycled. All offsets are into {@link Fields#bytes()} of {@link #fields()}.
 */
public final class Head {
  /** The body's length is not known before its end. */
  public static final long UNKNOWN_LENGTH = -1;

  /** What the message was written in. */
  public enum Version {
    HTTP_1_0,
    HTTP_1_1,
    HTTP_2
  }

  private final Fields fields = new Fields(1024, 16);
  private Version version = Version.HTTP_1_1;
  private Method method = Method.OTHER;
  private int methodStart;
  private int methodEnd;
  private int targetStart;
  private int targetEnd;
  private int authorityStart;
  private int authorityEnd;
  private int hostEnd;
  private int status;
  private int reasonStart;
  private int reasonEnd;
  private long bodyLength;
  private long contentLength = UNKNOWN_LENGTH;

  /** Makes the head empty for its next message. */
  public void clear() {
    fields.clear();
    version = Version.HTTP_1_1;
    method = Method.OTHER;
    methodStart = methodEnd = 0;
    targetStart = targetEnd = 0;
    authorityStart = authorityEnd = hostEnd = 0;
    status = 0;
    reasonStart = reasonEnd = 0;
    bodyLength = 0;
    contentLength = UNKNOWN_LENGTH;
  }

  public Fields fields() {
    return fields;
  }

  public byte[] bytes() {
    return fields.bytes();
  }

  public Version version() {
    return version;
  }

  public void version(Version value) {
    version = value;
  }

  public Method method() {
    return method;
  }

  /** Where the method token stands. */
  public void method(int start, int end) {
    methodStart = start;
    methodEnd = end;
    method = Method.of(bytes(), start, end);
  }

  public int methodStart() {
    return methodStart;
  }

  public int methodEnd() {
    return methodEnd;
  }

  /** Where the target in origin form ({@code /path?query}, or {@code *}) stands. */
  public void target(int start, int end) {
    targetStart = start;
    targetEnd = end;
  }

  public int targetStart() {
    return targetStart;
  }

  public int targetEnd() {
    return targetEnd;
  }

  public String target() {
    return Ascii.text(bytes(), targetStart, targetEnd);
  }

  /** Where the authority stands, and where its host ends (without port and trailing dot). */
  public void authority(int start, int end, int endOfHost) {
    authorityStart = start;
    authorityEnd = end;
    hostEnd = endOfHost;
  }

  public int authorityStart() {
    return authorityStart;
  }

  public int authorityEnd() {
    return authorityEnd;
  }

  public int hostEnd() {
    return hostEnd;
  }

  public String authority() {
    return Ascii.text(bytes(), authorityStart, authorityEnd);
  }

  /** A response's status, 100 to 999; 0 in a request. */
  public int status() {
    return status;
  }

  public void status(int value) {
    status = value;
  }

  public void reason(int start, int end) {
    reasonStart = start;
    reasonEnd = end;
  }

  public int reasonStart() {
    return reasonStart;
  }

  public int reasonEnd() {
    return reasonEnd;
  }

  /** Bytes of the body that follows; 0 for none, {@link #UNKNOWN_LENGTH} if only its end tells. */
  public long bodyLength() {
    return bodyLength;
  }

  public void bodyLength(long value) {
    bodyLength = value;
  }

  /**
   * What its content-length says, also where no body follows (an answer to HEAD, a 304); {@link
   * #UNKNOWN_LENGTH} if there is none.
   */
  public long contentLength() {
    return contentLength;
  }

  public void contentLength(long value) {
    contentLength = value;
  }

  /** Whether the message is a gRPC call or answer, by its content-type. */
  public boolean isGrpc() {
    int i = fields.indexOf(KnownField.CONTENT_TYPE, 0);
    if (i < 0) {
      return false;
    }
    int start = fields.valueStart(i);
    int end = start + GRPC.length;
    return end <= fields.valueEnd(i)
        && Ascii.equalsIgnoreCase(bytes(), start, end, GRPC)
        && (end == fields.valueEnd(i) || "+; \t".indexOf(bytes()[end]) >= 0);
  }

  private static final byte[] GRPC = Ascii.bytes("application/grpc");
}
