"""Paired ratios: within a round, so that what drifts between rounds cancels out."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from harness.windows import Window


@dataclass(frozen=True)
class Ratio:
    """Median, least and greatest of the ratios of the rounds that count for both, or of the games."""

    median: float
    least: float
    greatest: float
    count: int

    @property
    def half_width(self) -> float:
        """Half of what lies between the least and the greatest."""
        return (self.greatest - self.least) / 2


def paired(ours: Sequence[Window], theirs: Sequence[Window]) -> Ratio | None:
    """CPU a request of ours over theirs; None when no round counts for both."""
    ratios = [
        a.micros_per_request / b.micros_per_request
        for a, b in zip(ours, theirs, strict=True)
        if a.valid and b.valid
    ]
    return _of(ratios)


def over_games(pairs: Sequence[tuple[Sequence[Window], Sequence[Window]]]) -> Ratio | None:
    """Of one game its rounds; of several the median of each, so that no lucky start decides."""
    games = [ratio for ratio in (paired(*pair) for pair in pairs) if ratio is not None]
    if len(pairs) == 1:
        return games[0] if games else None
    return _of([game.median for game in games])


def _of(ratios: Sequence[float]) -> Ratio | None:
    if not ratios:
        return None
    return Ratio(median(ratios), min(ratios), max(ratios), len(ratios))
