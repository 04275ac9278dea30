package io.naru.proxy.forward;

import io.naru.proxy.exchange.Downstream;
import io.naru.proxy.exchange.Exchange;
import io.naru.proxy.exchange.FaultResponse;
import io.naru.proxy.exchange.Reply;
import io.naru.proxy.exchange.RequestSink;
import io.naru.proxy.fault.Fault;
import io.naru.proxy.filter.SlashRedirect;
import io.naru.proxy.filter.Verdict;
import io.naru.proxy.head.Fields;
import io.naru.proxy.head.Head;
import io.naru.proxy.head.KnownField;
import io.naru.proxy.policy.Policies;
import io.naru.proxy.runtime.Forwarding;
import io.naru.proxy.runtime.LiveAction;
import io.naru.proxy.runtime.LiveRoute;
import io.naru.proxy.runtime.UpstreamRef;
import io.netty.buffer.ByteBuf;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One exchange from its head to its end: it owns the exchange's state, and has the request go up,
 * the response come down and the attempts follow each other. Used on its loop only.
 */
final class Transfer implements RequestSink {
  /** Fields of an endpoint's response that are ours or nobody's (behaviour 10). */
  private static final long NOT_PASSED_DOWN =
      KnownField.bits(
          KnownField.SERVER,
          KnownField.DATE,
          KnownField.X_PAD,
          KnownField.X_ACCEL_REDIRECT,
          KnownField.X_ACCEL_BUFFERING,
          KnownField.X_ACCEL_CHARSET,
          KnownField.X_ACCEL_EXPIRES,
          KnownField.X_ACCEL_LIMIT_RATE);

  private final ForwardContext context;
  private final Exchange exchange;
  private final Downstream client;
  private final RequestUp up;
  private @Nullable LiveRoute route;
  private @Nullable RetryLoop attempts;
  private boolean over;

  Transfer(ForwardContext context, Exchange exchange, Downstream client, boolean end) {
    this.context = context;
    this.exchange = exchange;
    this.client = client;
    this.up = new RequestUp(client, context.loop().buffers(), end);
  }

  ForwardContext context() {
    return context;
  }

  Exchange exchange() {
    return exchange;
  }

  Downstream client() {
    return client;
  }

  RequestUp up() {
    return up;
  }

  boolean isOver() {
    return over;
  }

  RetryLoop attempts() {
    if (attempts == null) {
      throw new IllegalStateException("no attempt was begun");
    }
    return attempts;
  }

  Policies policies() {
    return route == null ? Policies.DEFAULT : route.policies();
  }

  /** The route was found; its filters decide whether its action is carried out. */
  void take(LiveRoute found) {
    route = found;
    switch (found.action()) {
      case LiveAction.AddSlash(int status) -> reply(SlashRedirect.reply(exchange, status));
      case Forwarding _ when wasHere(found) -> answer(Fault.Unroutable.LOOP);
      case Forwarding _, LiveAction.SayHealthy _, LiveAction.Respond _ ->
          found.chain().run(exchange, this::decided);
    }
  }

  /** Before the filters, because they may ask other servers, which lead back as well. */
  private boolean wasHere(LiveRoute found) {
    return context.cdnLoop().has(exchange.request().fields(), found.mark());
  }

  /** The route could not be decided within its expression's budget. */
  void spent(LiveRoute undecided, Fault fault) {
    route = undecided;
    answer(fault);
  }

  private void decided(Verdict verdict) {
    if (over || route == null) {
      return;
    }
    switch (verdict) {
      case Verdict.Continue() -> act(route.action());
      case Verdict.Answer(Reply reply) -> reply(reply);
      case Verdict.Refuse(Fault fault) -> answer(fault);
      case Verdict.Pending() -> throw new IllegalStateException("a chain ends with a decision");
    }
  }

  private void act(LiveAction action) {
    switch (action) {
      case Forwarding forwarding -> forward(forwarding);
      case LiveAction.SayHealthy() -> sayHealth();
      case LiveAction.Respond(Fault fault) -> answer(fault);
      case LiveAction.AddSlash _ -> throw new IllegalStateException("answered before its filters");
    }
  }

  /** A balancer that asks a port of clients must learn of the end while it still accepts. */
  private void sayHealth() {
    if (context.ledger().isEnding()) {
      answer(Fault.Refusal.SHUTTING_DOWN);
    } else {
      reply(FaultResponse.healthy());
    }
  }

  private void forward(Forwarding forwarding) {
    if (!context.loop().buffers().admits()) {
      answer(Fault.Overload.BUFFERS);
      return;
    }
    Optional<UpstreamRef> ref = forwarding.choose(context.random());
    if (ref.isEmpty()) {
      answer(Fault.Unroutable.NO_ENDPOINT);
      return;
    }
    context.forwarded().edit(exchange);
    up.invite();
    attempts = new RetryLoop(this, ref.get(), policies().retry());
    attempts.next();
  }

  /** The request goes where it may come back from. */
  void mark() {
    if (route != null) {
      context.cdnLoop().mark(exchange.requestEdits(), route.mark());
    }
  }

  /** The final head of a response is about to go to the client; no other attempt can follow. */
  void responseBegins(Head head) {
    up.forget();
    exchange.responseEdits().drop(NOT_PASSED_DOWN);
    exchange.responseEdits().constants(context.date().fields());
    editResponse();
  }

  private void editResponse() {
    if (route != null) {
      route.editResponse(exchange);
    }
  }

  /** Answers with what the fault means to the client. */
  void answer(Fault fault) {
    reply(FaultResponse.of(fault, exchange.request().isGrpc()));
  }

  private void reply(Reply reply) {
    if (over) {
      return;
    }
    editResponse();
    stop();
    client.reply(reply.with(exchange.responseEdits().added()).with(context.date().fields()));
  }

  /** The response has begun and cannot be completed. */
  void cut(Fault fault) {
    if (!over) {
      stop();
      context.ledger().brokenOff();
      client.abort(fault);
    }
  }

  @Override
  public void data(ByteBuf data, boolean end) {
    if (over) {
      data.release();
      return;
    }
    if (policies().bodyLimit().exceededBy(up.received() + data.readableBytes())) {
      data.release();
      refuseBody(Fault.Refusal.BODY_TOO_LARGE);
      return;
    }
    if (context.loop().buffers().refuses(up.waiting())) {
      data.release();
      refuseBody(Fault.Overload.BUFFERS);
      return;
    }
    up.data(data, end);
  }

  private void refuseBody(Fault fault) {
    if (attempts != null && attempts.hasAnswered()) {
      cut(fault);
    } else {
      answer(fault);
    }
  }

  @Override
  public void trailers(Fields trailers) {
    if (!over) {
      up.trailers(trailers);
    }
  }

  @Override
  public void granted(int bytes) {
    if (!over && attempts != null) {
      attempts.delivered(bytes);
    }
  }

  @Override
  public void aborted(Fault fault) {
    context.ledger().brokenOff();
    stop();
  }

  @Override
  public void completed() {
    context.ledger().completed();
    stop();
  }

  /** Lets go of everything; the exchange hears and says nothing more. */
  private void stop() {
    if (over) {
      return;
    }
    over = true;
    if (attempts != null) {
      attempts.cancel();
    }
    up.close();
  }
}
