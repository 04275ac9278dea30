package io.naru.controller;

import java.lang.reflect.Proxy;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The signals that ask a process to end. The JVM begins its shutdown at the first one and is deaf
/// to those behind it; only `sun.misc.Signal` hears them, of which the compiler warns in a way that
/// cannot be turned off, so it is reached by name.
final class Signals {
  private static final Logger LOG = LoggerFactory.getLogger(Signals.class);
  private static final List<String> NAMES = List.of("TERM", "INT");

  private Signals() {}

  /// Has it run at each signal from now on, on a thread of its own.
  static void onEnd(Runnable action) {
    try {
      for (String name : NAMES) {
        on(name, action);
      }
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      LOG.debug("a second signal will not hasten the end: {}", e.toString());
    }
  }

  private static void on(String name, Runnable action) throws ReflectiveOperationException {
    Class<?> signal = Class.forName("sun.misc.Signal");
    Class<?> handler = Class.forName("sun.misc.SignalHandler");
    Object ours =
        Proxy.newProxyInstance(
            handler.getClassLoader(),
            new Class<?>[] {handler},
            (_, _, _) -> {
              action.run();
              return null;
            });
    signal
        .getMethod("handle", signal, handler)
        .invoke(null, signal.getConstructor(String.class).newInstance(name), ours);
  }
}
