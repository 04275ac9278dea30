package io.naru.controller.compile;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/// An IP address.
///
/// @param text as endpoints have it, without brackets
record IpLiteral(String text, InetAddress address) {
  private static final byte[] NAT64 = {0, 0x64, (byte) 0xff, (byte) 0x9b};
  private static final byte[] METADATA = {(byte) 0xfd, 0, 0x0e, (byte) 0xc2};
  private static final int MAX_PORT = 65535;

  /// Empty for what is not a literal; nothing is ever looked up.
  static Optional<IpLiteral> of(String text) {
    try {
      InetAddress address = InetAddress.ofLiteral(text);
      return Optional.of(new IpLiteral(text, address));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  static boolean isPort(int number) {
    return number >= 1 && number <= MAX_PORT;
  }

  /// Whether it leads to this machine; the address that is none does so too.
  boolean loopback() {
    return address.isLoopbackAddress() || address.isAnyLocalAddress();
  }

  /// Whether it is an address that a name outside of the cluster has no business to resolve to: of
  /// this machine, of this link, of nobody, of many, or of a cloud's metadata service (catalogue
  /// L1), also where it is an IPv4 address inside of an IPv6 one.
  boolean internal() {
    return internal(address) || embedded().filter(IpLiteral::internal).isPresent();
  }

  private static boolean internal(InetAddress address) {
    return address.isLoopbackAddress()
        || address.isAnyLocalAddress()
        || address.isLinkLocalAddress()
        || address.isMulticastAddress()
        || address.getAddress()[0] == 0
        || address instanceof Inet4Address && (address.getAddress()[0] & 0xff) >= 240
        || startsWith(address.getAddress(), METADATA);
  }

  /// The IPv4 address at the end of a NAT64 address (RFC 6052).
  private Optional<InetAddress> embedded() {
    byte[] bytes = address.getAddress();
    if (!startsWith(bytes, NAT64)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          InetAddress.getByAddress(Arrays.copyOfRange(bytes, bytes.length - 4, bytes.length)));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }

  private static boolean startsWith(byte[] bytes, byte[] prefix) {
    return bytes.length > prefix.length
        && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
  }
}
