package io.naru.tls.netty;

import io.netty.handler.ssl.OpenSslSessionTicketKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * The keys under which session tickets are issued and accepted: random, of this process alone. The
 * newest issues, it and the two before it accept, and each is gone three rotations after it came
 * (catalogue F7).
 *
 * <p>Any thread. {@link #due} is a volatile read; the rest takes a lock and makes native calls, and
 * is no work for an event loop.
 */
public final class TicketKeys {
  public static final Duration ROTATION = Duration.ofHours(12);
  private static final int ACCEPTED = 3;

  private record Aged(OpenSslSessionTicketKey key, Instant born) {}

  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();
  // both guarded by this; the keys newest first
  private final Deque<Aged> keys = new ArrayDeque<>();
  private final Set<ServerContext> kept = Collections.newSetFromMap(new WeakHashMap<>());
  private volatile Instant due;

  public TicketKeys(InstantSource clock) {
    this.clock = clock;
    this.due = clock.instant().plus(ROTATION);
    keys.addFirst(new Aged(newKey(), clock.instant()));
  }

  /** Whether the newest key has had its time. */
  public boolean due() {
    return !clock.instant().isBefore(due);
  }

  /** Makes a new key if one is due, and gives the keys to every context that is in use. */
  public synchronized void rotate() {
    if (!due()) {
      return;
    }
    Instant now = clock.instant();
    keys.addFirst(new Aged(newKey(), now));
    keys.removeIf(key -> !key.born().plus(ROTATION.multipliedBy(ACCEPTED)).isAfter(now));
    while (keys.size() > ACCEPTED) {
      keys.removeLast();
    }
    kept.forEach(this::give);
    due = now.plus(ROTATION);
  }

  /** Gives a context the keys, now and at each rotation for as long as it lives. */
  synchronized void keep(ServerContext context) {
    kept.add(context);
    give(context);
  }

  private void give(ServerContext context) {
    context.ticketKeys(keys.stream().map(Aged::key).toList());
  }

  private OpenSslSessionTicketKey newKey() {
    return new OpenSslSessionTicketKey(
        bytes(OpenSslSessionTicketKey.NAME_SIZE),
        bytes(OpenSslSessionTicketKey.HMAC_KEY_SIZE),
        bytes(OpenSslSessionTicketKey.AES_KEY_SIZE));
  }

  private byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return bytes;
  }
}
