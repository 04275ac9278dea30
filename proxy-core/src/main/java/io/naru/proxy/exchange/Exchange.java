package io.naru.proxy.exchange;

import io.naru.proxy.head.Head;
import io.naru.proxy.head.HeadEdits;
import io.naru.proxy.head.PathForms;

/**
 * What one request is, and what was decided about it so far. Filters read and edit it; forwarding
 * carries it out. It keeps nothing of the table but what it resolved. Used on its loop only.
 */
public final class Exchange {
  private final Head request;
  private final ConnectionFacts connection;
  private final PathForms path = new PathForms();
  private final HeadEdits requestEdits = new HeadEdits();
  private final HeadEdits responseEdits = new HeadEdits();

  public Exchange(Head request, ConnectionFacts connection) {
    this.request = request;
    this.connection = connection;
  }

  /** The request as it came. */
  public Head request() {
    return request;
  }

  public ConnectionFacts connection() {
    return connection;
  }

  /** The forms of the request's path; read before the first filter runs. */
  public PathForms path() {
    return path;
  }

  /** What is changed in the request head that goes to the endpoint. */
  public HeadEdits requestEdits() {
    return requestEdits;
  }

  /** What is changed in the response head, whoever made the response. */
  public HeadEdits responseEdits() {
    return responseEdits;
  }
}
