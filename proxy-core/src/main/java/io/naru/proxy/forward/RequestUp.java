package io.naru.proxy.forward;

import io.naru.proxy.buffer.BufferShare;
import io.naru.proxy.buffer.Pressure;
import io.naru.proxy.exchange.Downstream;
import io.naru.proxy.head.Fields;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * The request body on its way to an endpoint. What was received is kept as long as it is small, so
 * that another attempt can send it again; what no attempt took yet is kept in any case, and is
 * bounded by the credit that the client was granted.
 */
final class RequestUp {
  /** A larger body is not kept: its request cannot be repeated once a part was sent. */
  private static final int MAX_KEPT = 64 * 1024;

  private final Downstream client;
  private final BufferShare buffers;
  private final KeptParts kept;
  private @Nullable UpstreamAttempt attempt;
  private @Nullable Fields trailers;
  private boolean keeping = true;
  private boolean ended;
  private long received;
  private long taken;
  private long granted;

  RequestUp(Downstream client, BufferShare buffers, boolean ended) {
    this.client = client;
    this.buffers = buffers;
    this.kept = new KeptParts(buffers.allocator());
    this.ended = ended;
  }

  /** Bytes of the body so far. */
  long received() {
    return received;
  }

  /** Whether an attempt could send the request from its first byte on. */
  boolean isRepeatable() {
    return keeping;
  }

  /** How many bytes of the body no endpoint has taken yet. */
  long waiting() {
    return received - granted;
  }

  /** Whether the body is empty and known to be. */
  boolean isEmpty() {
    return ended && received == 0 && trailers == null;
  }

  /** The client waits for a word before it sends its body (RFC 9110 section 10.1.1). */
  void invite() {
    if (!ended) {
      client.grant(0);
    }
  }

  void data(ByteBuf data, boolean end) {
    received += data.readableBytes();
    ended = end;
    if (attempt == null) {
      kept.add(data);
      return;
    }
    keep(data);
    attempt.send(data, end);
  }

  private void keep(ByteBuf data) {
    if (keeping && received <= mostKept()) {
      kept.add(data.retainedDuplicate());
    } else if (keeping) {
      forget();
    }
  }

  private int mostKept() {
    return buffers.pressure().compareTo(Pressure.HIGH) < 0 ? MAX_KEPT : 0;
  }

  void trailers(Fields fields) {
    ended = true;
    trailers = new Fields(fields.length(), fields.count());
    trailers.addAll(fields);
    if (attempt != null) {
      attempt.trailers(trailers);
    }
  }

  /** A new attempt takes the body from its first byte on. Its head is written. */
  void attach(UpstreamAttempt begun) {
    attempt = begun;
    taken = 0;
    if (isEmpty()) {
      return;
    }
    boolean again = keeping && received <= mostKept();
    ByteBuf[] parts = again ? kept.all() : kept.takeAll();
    keeping = again;
    sendAll(begun, parts, again);
    if (isAttached(begun) && trailers != null) {
      begun.trailers(trailers);
    }
  }

  /** Sending may end the attempt, and the exchange with it. */
  private void sendAll(UpstreamAttempt begun, ByteBuf[] parts, boolean again) {
    for (int i = 0; i < parts.length; i++) {
      boolean last = ended && i == parts.length - 1 && trailers == null;
      if (isAttached(begun)) {
        begun.send(again ? parts[i].retainedDuplicate() : parts[i], last);
      } else if (!again) {
        parts[i].release();
      }
    }
  }

  @SuppressWarnings("ReferenceEquality") // which of the attempts it is, not what it is like
  private boolean isAttached(UpstreamAttempt begun) {
    return attempt == begun;
  }

  /** The attempt is over; the next one, if any, begins again. */
  void detach() {
    attempt = null;
  }

  /** The endpoint took so many bytes; those it takes a second time were granted already. */
  void taken(int bytes) {
    taken += bytes;
    long more = taken - granted;
    if (more > 0) {
      granted = taken;
      client.grant((int) more);
    }
  }

  /** No other attempt will be made. */
  void forget() {
    keeping = false;
    if (attempt != null) {
      kept.release();
    }
  }

  /** The exchange is over. */
  void close() {
    attempt = null;
    keeping = false;
    kept.release();
  }
}
