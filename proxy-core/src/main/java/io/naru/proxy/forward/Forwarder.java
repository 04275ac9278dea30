package io.naru.proxy.forward;

import io.naru.proxy.balance.LoopBalancer;
import io.naru.proxy.exchange.ConnectionFacts;
import io.naru.proxy.exchange.Downstream;
import io.naru.proxy.exchange.Exchange;
import io.naru.proxy.exchange.ExchangeLedger;
import io.naru.proxy.exchange.FaultResponse;
import io.naru.proxy.exchange.Reply;
import io.naru.proxy.exchange.RequestAcceptor;
import io.naru.proxy.exchange.RequestSink;
import io.naru.proxy.fault.Fault;
import io.naru.proxy.head.Head;
import io.naru.proxy.pool.LoopState;
import io.naru.proxy.runtime.CurrentTable;
import io.naru.proxy.runtime.LiveHost;
import io.naru.proxy.runtime.LiveRoute;
import io.naru.proxy.runtime.Routing;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Where the requests of one loop begin: it reads the current table once, at the head. */
public final class Forwarder implements RequestAcceptor {
  private final ForwardContext context;

  public Forwarder(
      CurrentTable tables,
      LoopState state,
      LoopBalancer balancer,
      RandomGenerator random,
      ExchangeLedger ledger,
      String installation) {
    this.context =
        new ForwardContext(
            tables,
            state,
            balancer,
            new ForwardedFields(new RequestIds(random)),
            new CdnLoop(installation),
            new ServerDate(System::currentTimeMillis),
            random,
            ledger);
  }

  @Override
  public RequestSink begin(Head head, boolean end, Downstream client) {
    Exchange exchange = new Exchange(head, client.connection());
    Transfer transfer = new Transfer(context, exchange, client, end);
    Optional<String> badPath = exchange.path().read(head);
    if (badPath.isPresent()) {
      transfer.answer(new Fault.BadRequest(badPath.get()));
    } else {
      route(transfer, exchange);
    }
    context.ledger().begun();
    return transfer;
  }

  private void route(Transfer transfer, Exchange exchange) {
    Head head = exchange.request();
    LiveHost host =
        context.tables().get().host(head.bytes(), head.authorityStart(), head.hostEnd());
    switch (host.route(exchange.path())) {
      case LiveRoute route -> transfer.take(route);
      case Routing.NoMatch() -> transfer.answer(Fault.Unroutable.NO_ROUTE);
      case Routing.Spent(LiveRoute route, Fault.BudgetSpent fault) -> transfer.spent(route, fault);
    }
  }

  @Override
  public Reply refuse(Fault fault, boolean grpc, ConnectionFacts connection) {
    if (fault == Fault.Refusal.SHUTTING_DOWN) {
      context.ledger().refused();
    }
    return FaultResponse.of(fault, grpc).with(context.date().fields());
  }
}
