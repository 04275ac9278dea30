"""One window of load on one contestant."""

import subprocess
import time
from dataclasses import dataclass

from harness.cpu import cpu_seconds
from harness.loads import Load, UnreadableReport
from harness.requests import Target

# What the proxy still does when the load has gone (closing connections) belongs to the window.
SETTLE_SECONDS = 0.1


@dataclass(frozen=True)
class Window:
    """What one window saw; `fault` says why it does not count, and is empty when it does."""

    requests: int
    cpu_seconds: float
    elapsed_seconds: float
    fault: str = ""

    @property
    def valid(self) -> bool:
        return not self.fault

    @property
    def micros_per_request(self) -> float:
        return self.cpu_seconds / self.requests * 1e6

    @property
    def rate(self) -> float:
        """Requests a second."""
        return self.requests / self.elapsed_seconds

    @property
    def busy(self) -> float:
        """The share of its core that the proxy used."""
        return self.cpu_seconds / self.elapsed_seconds


def measure(pid: int, load: Load, target: Target, seconds: float, rate: float | None) -> Window:
    """Runs the load against a process tree; never raises for what the proxy does."""
    command = load.command(target, seconds, rate)
    cpu_before, started = cpu_seconds(pid), time.monotonic()
    report, fault = _run(command, timeout=seconds * 5 + 30)
    elapsed = time.monotonic() - started
    time.sleep(SETTLE_SECONDS)
    cpu = cpu_seconds(pid) - cpu_before
    if fault:
        return Window(0, cpu, elapsed, fault)
    try:
        outcome = load.outcome(report, target)
    except UnreadableReport:
        return Window(0, cpu, elapsed, f"{command[0]} ended without a report")
    if outcome.failed or not outcome.done:
        fault = f"{outcome.failed} of {outcome.done + outcome.failed} requests failed"
    return Window(outcome.done, cpu, elapsed, fault)


def _run(command: list[str], timeout: float) -> tuple[str, str]:
    """What the command printed, and what went wrong (empty when nothing did)."""
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, errors="replace", timeout=timeout, check=False
        )
    except subprocess.TimeoutExpired:
        return "", f"{command[0]} did not end in {timeout:.0f} s"
    if done.returncode != 0:
        return "", f"{command[0]} ended with {done.returncode}: {done.stderr.strip()[-200:]}"
    return done.stdout, ""
