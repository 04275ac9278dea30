package io.naru.proxy.forward;

import io.naru.proxy.balance.LoopBalancer;
import io.naru.proxy.exchange.ExchangeLedger;
import io.naru.proxy.loop.Loop;
import io.naru.proxy.pool.LoopState;
import io.naru.proxy.runtime.CurrentTable;
import java.util.random.RandomGenerator;

/** What all exchanges of one loop share. */
record ForwardContext(
    CurrentTable tables,
    LoopState state,
    LoopBalancer balancer,
    ForwardedFields forwarded,
    CdnLoop cdnLoop,
    ServerDate date,
    RandomGenerator random,
    ExchangeLedger ledger) {

  Loop loop() {
    return state.loop();
  }
}
