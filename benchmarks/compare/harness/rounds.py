"""Contestants take turns: a warm-up each, then rounds whose order is reversed each time."""

import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass

from harness.contestants import Contestant
from harness.machine import java_of
from harness.runners import Runner, Scene, started
from harness.windows import Window
from harness.workloads import Workload

# A compiled program needs its pools, caches and branch predictors warm, not a compiler.
NATIVE_WARMUP_SECONDS = 3.0


@dataclass(frozen=True)
class Plan:
    """How often and how long, in seconds."""

    rounds: int
    window: float
    warmup: float
    games: int = 1

    def __post_init__(self) -> None:
        if min(self.rounds, self.games) < 1 or self.window <= 0 or self.warmup <= 0:
            raise ValueError("games, rounds, window and warm-up must be greater than 0")

    def warmup_of(self, contestant: Contestant) -> float:
        if contestant.compiles_at_run_time:
            return self.warmup
        return min(self.warmup, NATIVE_WARMUP_SECONDS)


@dataclass(frozen=True)
class Result:
    """What one contestant did on one workload: a window for each round."""

    contestant: str
    windows: tuple[Window, ...]
    resident_mib: float
    java: str


def twin(name: str) -> str:
    """What the same program is called where it runs a second time."""
    return f"{name} again"


# What everybody did between one start of all processes and the next.
Game = tuple[Result, ...]


def play(
    workload: Workload, contestants: Sequence[Contestant], scene: Scene, plan: Plan
) -> Game:
    """Starts everybody anew; everybody is stopped again when it returns."""
    with ExitStack() as stack:
        runners = [stack.enter_context(started(each, workload, scene)) for each in contestants]
        for runner in runners:
            seconds = plan.warmup_of(runner.contestant)
            _say(workload, f"warm-up {seconds:g} s", runner, runner.turn(seconds))
        windows: dict[str, list[Window]] = {each.name: [] for each in contestants}
        for number in range(plan.rounds):
            for runner in runners if number % 2 == 0 else reversed(runners):
                window = runner.turn(plan.window)
                windows[runner.contestant.name].append(window)
                _say(workload, f"round {number + 1}/{plan.rounds}", runner, window)
        return tuple(_result(runner, windows[runner.contestant.name]) for runner in runners)


def _result(runner: Runner, windows: list[Window]) -> Result:
    name = runner.contestant.name
    return Result(name, tuple(windows), runner.resident_mib(), java_of(runner.pid))


def _say(workload: Workload, step: str, runner: Runner, window: Window) -> None:
    seen = (
        f"{window.micros_per_request:8.2f} us of CPU a request, {window.rate:9,.0f} requests/s"
        if window.valid
        else f"does not count: {window.fault}"
    )
    print(
        f"{workload.name:16}{step:14}{runner.contestant.name:12}{seen}", file=sys.stderr, flush=True
    )
