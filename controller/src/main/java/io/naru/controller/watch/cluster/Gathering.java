package io.naru.controller.watch.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.naru.controller.object.ObjectKey;
import io.naru.controller.watch.ClusterState;
import io.naru.controller.watch.StateEdit;
import java.util.concurrent.TimeUnit;

/// Where all watches put what they see, lean, until it is taken together.
///
/// Thread rule: any thread puts; one takes and waits.
final class Gathering {
  private StateEdit edit = ClusterState.empty().edit();
  private boolean news;

  synchronized void put(HasMetadata object) {
    edit.put(object);
    nudge();
  }

  synchronized void remove(ObjectKey key) {
    edit.remove(key);
    nudge();
  }

  synchronized void classesReadable(boolean readable) {
    edit.classesReadable(readable);
    nudge();
  }

  /// There is something to look at.
  synchronized void nudge() {
    news = true;
    notifyAll();
  }

  /// Waits for news, at most so long.
  ///
  /// @return whether there was any since the last time
  synchronized boolean await(long nanoseconds) throws InterruptedException {
    long deadline = System.nanoTime() + nanoseconds;
    for (long left = nanoseconds; !news && left > 0; left = deadline - System.nanoTime()) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    boolean any = news;
    news = false;
    return any;
  }

  /// The state as it is now, and how it differs from the one that was taken last.
  synchronized StateEdit.Derived take() {
    StateEdit.Derived derived = edit.apply();
    edit = derived.state().edit();
    return derived;
  }
}
