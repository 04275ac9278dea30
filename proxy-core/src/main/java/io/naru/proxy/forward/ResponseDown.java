package io.naru.proxy.forward;

import io.naru.proxy.exchange.Downstream;
import io.naru.proxy.exchange.ResponseSink;
import io.naru.proxy.fault.Fault;
import io.naru.proxy.head.Fields;
import io.naru.proxy.head.Head;
import io.netty.buffer.ByteBuf;

/** The response of one attempt on its way to the client. */
final class ResponseDown implements ResponseSink {
  private static final int EARLY_HINTS = 103;

  private final Transfer transfer;
  private final Downstream client;
  private boolean over;
  private boolean begun;
  private boolean headPassed;
  private long passed;
  private long taken;

  ResponseDown(Transfer transfer, Downstream client) {
    this.transfer = transfer;
    this.client = client;
  }

  /** Whether any byte of a response was seen. */
  boolean hasBegun() {
    return begun;
  }

  boolean isHeadPassed() {
    return headPassed;
  }

  /** Whether the client has bytes before it that it does not take. */
  boolean isBlocked() {
    return passed > taken;
  }

  void taken(int bytes) {
    taken += bytes;
  }

  /** The attempt was given up: what still comes of it is not the client's. */
  void giveUp() {
    over = true;
  }

  @Override
  public void informational(Head head) {
    begun = true;
    if (!over) {
      transfer.progress();
      if (head.status() == EARLY_HINTS) {
        client.informational(head);
      }
    }
  }

  @Override
  public void head(Head head, boolean end) {
    begun = true;
    if (over || transfer.attempts().isAnswerRetried(head.status())) {
      return;
    }
    headPassed = true;
    over = end;
    transfer.responseBegins(head);
    client.head(head, transfer.exchange().responseEdits(), end);
  }

  @Override
  public void data(ByteBuf data, boolean end) {
    if (over) {
      data.release();
      return;
    }
    transfer.progress();
    over = end;
    passed += data.readableBytes();
    client.data(data, end);
  }

  @Override
  public void trailers(Fields trailers) {
    if (!over) {
      over = true;
      client.trailers(trailers);
    }
  }

  @Override
  public void granted(int bytes) {
    if (!over) {
      transfer.progress();
      transfer.up().taken(bytes);
    }
  }

  @Override
  public void failed(Fault.Upstream fault) {
    if (over) {
      return;
    }
    over = true;
    if (headPassed) {
      transfer.cut(fault);
    } else {
      transfer.attempts().failed(fault);
    }
  }
}
