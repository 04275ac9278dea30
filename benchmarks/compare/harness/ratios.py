"""Paired ratios: within a round, so that what drifts between rounds cancels out."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from harness.windows import Window


@dataclass(frozen=True)
class Ratio:
    """Median, least and greatest of the ratios of the rounds that count for both."""

    median: float
    least: float
    greatest: float
    rounds: int


def paired(ours: Sequence[Window], theirs: Sequence[Window]) -> Ratio | None:
    """CPU a request of ours over theirs; None when no round counts for both."""
    ratios = [
        a.micros_per_request / b.micros_per_request
        for a, b in zip(ours, theirs, strict=True)
        if a.valid and b.valid
    ]
    if not ratios:
        return None
    return Ratio(median(ratios), min(ratios), max(ratios), len(ratios))
