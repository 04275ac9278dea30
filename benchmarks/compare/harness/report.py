"""Writes the results as Markdown."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from harness.ratios import over_games
from harness.rounds import Game, Result, twin
from harness.windows import Window
from harness.workloads import Workload

NOTHING = "–"


@dataclass(frozen=True)
class Played:
    """A workload and what everybody did with it."""

    workload: Workload
    games: tuple[Game, ...]

    @property
    def names(self) -> list[str]:
        return [result.contestant for result in self.games[0]]

    def of(self, contestant: str) -> list[Result]:
        """A result for each game."""
        return [each for game in self.games for each in game if each.contestant == contestant]


def markdown(facts: Sequence[str], played: Sequence[Played], baseline: str) -> str:
    """Facts, the table of costs and ratios, the table of side figures, and windows left out."""
    names = played[0].names
    parts = [
        [f"- {fact}" for fact in facts],
        _table(*_costs(played, names, baseline)),
        _table(*_side_figures(played)),
        list(_faults(played)),
    ]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def valid(played: Sequence[Played]) -> bool:
    """Whether each window of the run counts."""
    return not list(_faults(played))


Rows = tuple[list[str], list[list[str]]]


def _costs(played: Sequence[Played], names: list[str], baseline: str) -> Rows:
    others = [name for name in names if name != baseline]
    head = ["CPU µs a request (median)", *names, *(f"{name} / {baseline}" for name in others)]
    return head, [
        [
            f"`{each.workload.name}`: {each.workload.about}",
            *(_cost(each.of(name)) for name in names),
            *(_ratio(each, name, baseline) for name in others),
        ]
        for each in played
    ]


def _side_figures(played: Sequence[Played]) -> Rows:
    head = ["side figures (median)", "contestant", "requests a second", "core busy", "RSS MiB"]
    return head, [
        [f"`{each.workload.name}`", name, *_side(each.of(name))]
        for each in played
        for name in each.names
    ]


def _valid(results: Sequence[Result]) -> list[Window]:
    return [window for result in results for window in result.windows if window.valid]


def _cost(results: Sequence[Result]) -> str:
    costs = [window.micros_per_request for window in _valid(results)]
    return f"{median(costs):.1f}" if costs else NOTHING


def _ratio(played: Played, name: str, baseline: str) -> str:
    pairs = zip(played.of(name), played.of(baseline), strict=True)
    ratio = over_games([(ours.windows, theirs.windows) for ours, theirs in pairs])
    if ratio is None:
        return NOTHING
    equals = f", half-width {ratio.half_width:.3f}" if name == twin(baseline) else ""
    return f"**{ratio.median:.3f}** ({ratio.least:.3f} to {ratio.greatest:.3f}){equals}"


def _side(results: Sequence[Result]) -> list[str]:
    windows = _valid(results)
    if not windows:
        return [NOTHING] * 3
    rate = median(window.rate for window in windows)
    busy = median(window.busy for window in windows)
    resident = median(result.resident_mib for result in results)
    return [f"{rate:,.0f}", f"{busy:.0%}", f"{resident:.0f}"]


def _faults(played: Sequence[Played]) -> Iterator[str]:
    for each in played:
        for result in (result for game in each.games for result in game):
            for number, window in enumerate(result.windows, 1):
                if not window.valid:
                    where = f"`{each.workload.name}`, {result.contestant}, round {number}"
                    yield f"- Does not count: {where}: {window.fault}"


def _table(head: list[str], rows: list[list[str]]) -> list[str]:
    rule = ["---"] * len(head)
    return [f"| {' | '.join(cells)} |" for cells in [head, rule, *rows]]
