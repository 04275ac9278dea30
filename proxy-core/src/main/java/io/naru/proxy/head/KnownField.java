package io.naru.proxy.head;

import java.util.Locale;

/**
 * The fields that the data path itself looks at. At most 63, so that a set of them is one long: see
 * {@link #bit()}.
 */
// The ordinal never leaves the process, and the array never leaves this file.
@SuppressWarnings({"EnumOrdinal", "ImmutableEnumChecker"})
public enum KnownField {
  /** Any other field. */
  OTHER,
  HOST,
  CONNECTION,
  KEEP_ALIVE,
  PROXY_CONNECTION,
  TE,
  TRAILER,
  TRANSFER_ENCODING,
  UPGRADE,
  EXPECT,
  HTTP2_SETTINGS,
  CONTENT_LENGTH,
  CONTENT_TYPE,
  COOKIE,
  SET_COOKIE,
  AUTHORIZATION,
  PROXY_AUTHORIZATION,
  SERVER,
  DATE,
  PROXY,
  X_FORWARDED_FOR,
  X_FORWARDED_HOST,
  X_FORWARDED_PORT,
  X_FORWARDED_PROTO,
  X_FORWARDED_SCHEME,
  X_SCHEME,
  X_REAL_IP,
  X_REQUEST_ID,
  X_ORIGINAL_FORWARDED_FOR,
  X_ORIGINAL_FORWARDED_HOST,
  X_PAD,
  X_ACCEL_REDIRECT,
  X_ACCEL_BUFFERING,
  X_ACCEL_CHARSET,
  X_ACCEL_EXPIRES,
  X_ACCEL_LIMIT_RATE,
  CDN_LOOP,
  STRICT_TRANSPORT_SECURITY,
  GRPC_STATUS;

  /** Fields that belong to one connection and never pass a proxy (RFC 9110 section 7.6.1). */
  public static final long HOP_BY_HOP =
      bits(
          CONNECTION,
          KEEP_ALIVE,
          PROXY_CONNECTION,
          TE,
          TRAILER,
          TRANSFER_ENCODING,
          UPGRADE,
          HTTP2_SETTINGS);

  private static final int SLOTS = 256;
  private static final KnownField[] BY_HASH = new KnownField[SLOTS];

  static {
    for (KnownField field : values()) {
      if (field != OTHER) {
        int slot = hash(field.name, 0, field.name.length);
        while (BY_HASH[slot] != null) {
          slot = slot + 1 & SLOTS - 1;
        }
        BY_HASH[slot] = field;
      }
    }
  }

  private final byte[] name = Ascii.bytes(name().toLowerCase(Locale.ROOT).replace('_', '-'));

  /** This field in a set of fields. */
  public long bit() {
    return 1L << ordinal();
  }

  /** Its number, 0 for {@link #OTHER}: what a block of fields keeps instead of the object. */
  public int code() {
    return ordinal();
  }

  /** The name in lower case. */
  public String wireName() {
    return Ascii.text(name, 0, name.length);
  }

  public static long bits(KnownField... fields) {
    long bits = 0;
    for (KnownField field : fields) {
      bits |= field.bit();
    }
    return bits;
  }

  /** The field with the name in the range, {@link #OTHER} if none has it. */
  public static KnownField of(byte[] bytes, int from, int to) {
    for (int slot = hash(bytes, from, to); ; slot = slot + 1 & SLOTS - 1) {
      KnownField field = BY_HASH[slot];
      if (field == null) {
        return OTHER;
      }
      if (Ascii.equalsIgnoreCase(bytes, from, to, field.name)) {
        return field;
      }
    }
  }

  private static int hash(byte[] bytes, int from, int to) {
    int length = to - from;
    int first = Ascii.lower(bytes[from]);
    int last = Ascii.lower(bytes[to - 1]);
    int middle = Ascii.lower(bytes[from + length / 2]);
    return length * 31 + first * 7 + last * 17 + middle * 3 & SLOTS - 1;
  }
}
