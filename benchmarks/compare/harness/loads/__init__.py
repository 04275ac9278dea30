"""Load generators: how each is called for a window, and how its report is read."""

from dataclasses import dataclass
from typing import Protocol

from harness.requests import Target


@dataclass(frozen=True)
class Outcome:
    """How many requests of a window were answered as they should be, and how many were not."""

    done: int
    failed: int


class UnreadableReport(Exception):
    """The load generator ended without the report that we know."""


class Load(Protocol):
    """A load of one shape. Both methods are pure: starting it is the caller's part."""

    @property
    def programs(self) -> tuple[str, ...]:
        """The programs that must be installed."""
        ...

    def command(self, target: Target, seconds: float, rate: float | None) -> list[str]:
        """The command for a window of about `seconds`; `rate`, once known, in requests a second."""
        ...

    def outcome(self, report: str, target: Target) -> Outcome:
        """Reads what the command printed; UnreadableReport where it says too little."""
        ...
