package io.naru.proxy.testkit;

import io.naru.proxy.exchange.ConnectionFacts;
import io.naru.proxy.exchange.Downstream;
import io.naru.proxy.exchange.FaultResponse;
import io.naru.proxy.exchange.Reply;
import io.naru.proxy.exchange.RequestAcceptor;
import io.naru.proxy.exchange.RequestSink;
import io.naru.proxy.fault.Fault;
import io.naru.proxy.head.Head;
import io.naru.proxy.testkit.RecordedExchange.Behaviour;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Keeps each request for the test, which says what becomes of it. */
public final class RecordingAcceptor implements RequestAcceptor {
  private final Behaviour behaviour;
  private final LinkedBlockingQueue<RecordedExchange> exchanges = new LinkedBlockingQueue<>();
  private final LinkedBlockingQueue<Fault> refusals = new LinkedBlockingQueue<>();

  public RecordingAcceptor(Behaviour behaviour) {
    this.behaviour = behaviour;
  }

  /** Answers each request, once it is whole, with what it was. */
  public static RecordingAcceptor echo() {
    return new RecordingAcceptor(
        new Behaviour() {
          @Override
          public void whole(RecordedExchange exchange) {
            exchange.echo();
          }
        });
  }

  /** Answers nothing: the test does. */
  public static RecordingAcceptor silent() {
    return new RecordingAcceptor(new Behaviour() {});
  }

  @Override
  public RequestSink begin(Head head, boolean end, Downstream client) {
    RecordedExchange exchange = new RecordedExchange(head, client, behaviour);
    exchanges.add(exchange);
    exchange.begin(end);
    return exchange;
  }

  @Override
  public Reply refuse(Fault fault, boolean grpc, ConnectionFacts connection) {
    refusals.add(fault);
    return FaultResponse.of(fault, grpc);
  }

  /** The next request; waits for it. */
  public RecordedExchange next() throws InterruptedException {
    RecordedExchange next = exchanges.poll(RawSocket.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("no request came");
    }
    return next;
  }

  /** The next refusal; waits for it. */
  public Fault nextRefusal() throws InterruptedException {
    Fault next = refusals.poll(RawSocket.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("nothing was refused");
    }
    return next;
  }

  /** A request that is there already. */
  public Optional<RecordedExchange> poll() {
    return Optional.ofNullable(exchanges.poll());
  }

  /** A refusal that is there already. */
  public Optional<Fault> pollRefusal() {
    return Optional.ofNullable(refusals.poll());
  }
}
