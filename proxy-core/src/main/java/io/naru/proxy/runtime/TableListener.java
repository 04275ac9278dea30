package io.naru.proxy.runtime;

/** Somebody on a loop who has to follow the table, as pools do. */
@FunctionalInterface
public interface TableListener {

  /** On the listener's loop: the table was swapped, perhaps more than once. */
  void published(LiveTable current);
}
