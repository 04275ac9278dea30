package io.naru.proxy.h2;

import io.naru.proxy.exchange.ConnectionFacts;
import io.naru.proxy.exchange.RequestAcceptor;
import io.naru.proxy.exchange.UpstreamConnection;
import io.naru.proxy.loop.Loop;
import java.util.function.LongSupplier;

/** Makes the HTTP/2 connections of one loop, and holds what they share. */
public final class H2Loop {
  private final Loop loop;
  private final H2Limits endpoints;
  private final LongSupplier nanoClock;
  private final Heads heads = new Heads();
  private final HeadWriter writer = new HeadWriter();
  private final RequestBlock requests;

  /**
   * @param endpoints what an endpoint may ask of a connection
   */
  public H2Loop(Loop loop, H2Limits endpoints) {
    this(loop, endpoints, System::nanoTime);
  }

  H2Loop(Loop loop, H2Limits endpoints, LongSupplier nanoClock) {
    this.loop = loop;
    this.endpoints = endpoints;
    this.nanoClock = nanoClock;
    this.requests = new RequestBlock(heads);
  }

  /**
   * A connection from a client, for a channel of this loop that has agreed on HTTP/2 by ALPN, or
   * has begun with its preface; the preface is still to be read.
   *
   * @param limits what the client may ask of it
   */
  public H2Server server(RequestAcceptor acceptor, ConnectionFacts facts, H2Limits limits) {
    return new H2Server(new ServerLayer(this, acceptor, facts, limits));
  }

  /**
   * A connection to an endpoint, for a channel of this loop that speaks HTTP/2 from its first byte
   * on.
   *
   * @param secure whether TLS carries it, for the requests' scheme
   */
  public H2Client client(boolean secure, UpstreamConnection.Owner owner) {
    return new H2Client(this, secure, owner);
  }

  Loop loop() {
    return loop;
  }

  H2Limits endpoints() {
    return endpoints;
  }

  LongSupplier nanoClock() {
    return nanoClock;
  }

  Heads heads() {
    return heads;
  }

  HeadWriter writer() {
    return writer;
  }

  RequestBlock requests() {
    return requests;
  }
}
