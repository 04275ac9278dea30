package io.naru.proxy.h2;

import io.naru.proxy.exchange.ConnectionFacts;
import io.naru.proxy.exchange.Downstream;
import io.naru.proxy.exchange.FaultResponse;
import io.naru.proxy.exchange.Reply;
import io.naru.proxy.exchange.RequestAcceptor;
import io.naru.proxy.exchange.RequestSink;
import io.naru.proxy.exchange.ResponseSink;
import io.naru.proxy.exchange.UpstreamConnection;
import io.naru.proxy.exchange.UpstreamStream;
import io.naru.proxy.fault.Fault;
import io.naru.proxy.head.Fields;
import io.naru.proxy.head.Head;
import io.naru.proxy.head.HeadEdits;
import io.netty.buffer.ByteBuf;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The shortest way from a client's stream to an endpoint's and back: every call is passed on. */
final class Bridge implements RequestAcceptor, UpstreamConnection.Owner {
  private final LinkedBlockingQueue<String> events = new LinkedBlockingQueue<>();
  private Optional<UpstreamConnection> endpoint = Optional.empty();

  /** Where requests go from now on; on the loop. */
  void to(UpstreamConnection connection) {
    endpoint = Optional.of(connection);
  }

  /** What happened next to an exchange or the endpoint's connection. */
  String event() throws InterruptedException {
    return String.valueOf(events.poll(10, TimeUnit.SECONDS));
  }

  @Override
  public RequestSink begin(Head head, boolean end, Downstream client) {
    Crossing crossing = new Crossing(client);
    crossing.begin(endpoint, head, end);
    return crossing;
  }

  @Override
  public Reply refuse(Fault fault, boolean grpc, ConnectionFacts connection) {
    return FaultResponse.of(fault, grpc);
  }

  @Override
  public void available(UpstreamConnection connection) {}

  @Override
  public void closed(UpstreamConnection connection) {
    events.add("closed");
  }

  /** The request's way; its other direction is {@link Back}. */
  private final class Crossing implements RequestSink {
    private final Downstream client;
    private Optional<UpstreamStream> stream = Optional.empty();

    Crossing(Downstream client) {
      this.client = client;
    }

    void begin(Optional<UpstreamConnection> connection, Head head, boolean end) {
      Back back = new Back(client);
      stream = connection.filter(c -> c.capacity() > 0).map(c -> c.open(back));
      if (stream.isPresent()) {
        stream.get().head(head, new HeadEdits(), end);
      } else {
        back.failed(Fault.Upstream.SATURATED);
      }
    }

    @Override
    public void data(ByteBuf data, boolean end) {
      stream.ifPresentOrElse(s -> s.data(data, end), data::release);
    }

    @Override
    public void trailers(Fields trailers) {
      stream.ifPresent(s -> s.trailers(trailers));
    }

    @Override
    public void granted(int bytes) {
      stream.ifPresent(s -> s.grant(bytes));
    }

    @Override
    public void aborted(Fault fault) {
      events.add(fault.toString());
      stream.ifPresent(UpstreamStream::cancel);
    }

    @Override
    public void completed() {
      events.add("completed");
    }
  }

  private final class Back implements ResponseSink {
    private final Downstream client;
    private boolean answered;

    Back(Downstream client) {
      this.client = client;
    }

    @Override
    public void informational(Head head) {
      client.informational(head);
    }

    @Override
    public void head(Head head, boolean end) {
      answered = true;
      client.head(head, new HeadEdits(), end);
    }

    @Override
    public void data(ByteBuf data, boolean end) {
      client.data(data, end);
    }

    @Override
    public void trailers(Fields trailers) {
      client.trailers(trailers);
    }

    @Override
    public void granted(int bytes) {
      client.grant(bytes);
    }

    @Override
    public void failed(Fault.Upstream fault) {
      events.add(fault.toString());
      if (answered) {
        client.abort(fault);
      } else {
        client.reply(FaultResponse.of(fault, false));
      }
    }
  }
}
