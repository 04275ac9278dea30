package io.naru.proxy.head;

import java.util.Arrays;

/**
 * The methods that the data path treats in a way of their own; any other token is {@link #OTHER}.
 */
@SuppressWarnings("ImmutableEnumChecker") // the array never leaves this file
public enum Method {
  GET,
  HEAD,
  POST,
  PUT,
  DELETE,
  PATCH,
  OPTIONS,
  CONNECT,
  TRACE,
  LOCK,
  OTHER;

  private final byte[] token = Ascii.bytes(name());

  /** Methods are case-sensitive (RFC 9110 section 9.1). */
  public static Method of(byte[] bytes, int from, int to) {
    for (Method method : ALL) {
      if (method != OTHER && Arrays.equals(method.token, 0, method.token.length, bytes, from, to)) {
        return method;
      }
    }
    return OTHER;
  }

  private static final Method[] ALL = values();

  /** Whether sending it twice may do harm, as upstream sees it (behaviour 12). */
  public boolean repeatable() {
    return this != POST && this != LOCK && this != PATCH && this != CONNECT;
  }
}
