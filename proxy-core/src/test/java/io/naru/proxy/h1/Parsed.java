package io.naru.proxy.h1;

import io.naru.proxy.fault.Fault;
import io.naru.proxy.head.Ascii;
import io.naru.proxy.head.Head;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Optional;

/** Heads from text, by the codec's own parser. */
final class Parsed {
  private Parsed() {}

  /** A request's head, which has to be well-formed. */
  static Head request(String text) {
    Head head = new Head();
    Optional<Fault> fault = request(text, head);
    if (fault.isPresent()) {
      throw new IllegalArgumentException(fault.get().toString());
    }
    return head;
  }

  /** Fills the head, or says why not. */
  static Optional<Fault> request(String text, Head head) {
    ByteBuf in = Unpooled.wrappedBuffer(Ascii.bytes(text));
    RequestReader.Outcome outcome = new RequestReader(H1Limits.DEFAULT).read(in, head);
    return switch (outcome) {
      case RequestReader.Outcome.Complete() -> Optional.empty();
      case RequestReader.Outcome.Refused(Fault fault) -> Optional.of(fault);
      case RequestReader.Outcome.Incomplete() -> Optional.of(new Fault.Internal("incomplete"));
    };
  }

  static Head get() {
    return request("GET /x HTTP/1.1\r\nHost: a\r\n\r\n");
  }

  static Head headMethod() {
    return request("HEAD /x HTTP/1.1\r\nHost: a\r\n\r\n");
  }

  static Head post(int length) {
    return request("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: " + length + "\r\n\r\n");
  }

  static Head chunkedPost() {
    return request("POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
  }
}
