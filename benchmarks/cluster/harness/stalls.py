"""When the machine itself stood still: a thread that wants to run each millisecond."""

import threading
import time

LONG = 0.010


class Stalls:
    def __init__(self):
        self.found = []
        self.running = True
        self.thread = threading.Thread(target=self._watch, daemon=True)
        self.thread.start()

    def _watch(self):
        before = time.monotonic()
        while self.running:
            time.sleep(0.001)
            now = time.monotonic()
            if now - before > LONG:
                self.found.append((before, now))
            before = now

    def between(self, start, end):
        """Whether the machine stalled at any time between."""
        return any(begin < end and stop > start for begin, stop in self.found)

    def stop(self):
        self.running = False
        self.thread.join()
