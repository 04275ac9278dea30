package io.naru.tls.netty;

import io.naru.tls.select.Alpn;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The application protocols that a ClientHello offers (RFC 7301 section 3.1), as far as they are
 * known here.
 *
 * @param made whether it offers any at all
 */
record AlpnOffer(boolean made, Set<Alpn> known) {
  static final AlpnOffer NONE = new AlpnOffer(false, Set.of());

  /** RFC 8446 section 4.2. */
  private static final int EXTENSION = 16;

  private static final int VERSION_AND_RANDOM = 34;

  AlpnOffer {
    known = Set.copyOf(known);
  }

  /**
   * Reads a whole ClientHello, without the header of its record and its own; moves no index of it.
   * One that is not well-formed offers nothing here: the engine refuses it.
   */
  static AlpnOffer of(ByteBuf hello) {
    try {
      ByteBuf in = hello.slice().skipBytes(VERSION_AND_RANDOM);
      in.skipBytes(in.readUnsignedByte()); // session id
      in.skipBytes(in.readUnsignedShort()); // cipher suites
      in.skipBytes(in.readUnsignedByte()); // compression methods
      return in.isReadable() ? extensions(in.readSlice(in.readUnsignedShort())) : NONE;
    } catch (IndexOutOfBoundsException cut) {
      return NONE;
    }
  }

  private static AlpnOffer extensions(ByteBuf in) {
    while (in.isReadable()) {
      int type = in.readUnsignedShort();
      ByteBuf content = in.readSlice(in.readUnsignedShort());
      if (type == EXTENSION) {
        return protocols(content.readSlice(content.readUnsignedShort()));
      }
    }
    return NONE;
  }

  private static AlpnOffer protocols(ByteBuf in) {
    boolean made = in.isReadable();
    Set<Alpn> known = EnumSet.noneOf(Alpn.class);
    while (in.isReadable()) {
      CharSequence id = in.readCharSequence(in.readUnsignedByte(), StandardCharsets.US_ASCII);
      Alpn.named(id.toString()).ifPresent(known::add);
    }
    return new AlpnOffer(made, known);
  }

  /**
   * Whether nothing of it is spoken by one who would negotiate: section 3.2 ends that handshake.
   */
  boolean isDisjoint(List<Alpn> spoken) {
    return made && !spoken.isEmpty() && Collections.disjoint(known, spoken);
  }
}
