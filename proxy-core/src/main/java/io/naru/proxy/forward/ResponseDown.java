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
  private final UpstreamAttempt attempt;
  private final Downstream client;
  private boolean over;
  private boolean begun;
  private boolean headPassed;

  ResponseDown(Transfer transfer, UpstreamAttempt attempt) {
    this.transfer = transfer;
    this.attempt = attempt;
    this.client = transfer.client();
  }

  /** Whether any byte of a response was seen. */
  boolean hasBegun() {
    return begun;
  }

  boolean isHeadPassed() {
    return headPassed;
  }

  /** The attempt was given up: what still comes of it is not the client's. */
  void giveUp() {
    over = true;
  }

  @Override
  public void informational(Head head) {
    begun = true;
    if (!over) {
      attempt.clock().informed();
      if (head.status() == EARLY_HINTS) {
        client.informational(head);
      }
    }
  }

  @Override
  public void head(Head head, boolean end) {
    begun = true;
    if (over) {
      return;
    }
    attempt.answered(transfer.attempts().isFailure(head.status()));
    if (transfer.attempts().isAnswerRetried(head.status())) {
      return;
    }
    headPassed = true;
    attempt.clock().head();
    endIf(end);
    transfer.responseBegins(head);
    client.head(head, transfer.exchange().responseEdits(), end);
  }

  @Override
  public void data(ByteBuf data, boolean end) {
    if (over) {
      data.release();
      return;
    }
    if (transfer.context().loop().buffers().refuses(attempt.clock().undelivered())) {
      data.release();
      transfer.cut(Fault.Overload.BUFFERS);
      return;
    }
    attempt.clock().data(data.readableBytes());
    endIf(end);
    client.data(data, end);
  }

  private void endIf(boolean end) {
    if (end) {
      over = true;
      attempt.clock().stop();
    }
  }

  @Override
  public void trailers(Fields trailers) {
    if (!over) {
      endIf(true);
      client.trailers(trailers);
    }
  }

  @Override
  public void granted(int bytes) {
    if (!over) {
      attempt.clock().taken(bytes);
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
      attempt.failed(fault);
    }
  }
}
