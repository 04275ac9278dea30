"""Writes the results as Markdown."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from harness.ratios import paired
from harness.rounds import Result
from harness.workloads import Workload

NOTHING = "–"


@dataclass(frozen=True)
class Played:
    """A workload and what everybody did with it."""

    workload: Workload
    results: tuple[Result, ...]

    def of(self, contestant: str) -> Result:
        return next(result for result in self.results if result.contestant == contestant)


def markdown(facts: Sequence[str], played: Sequence[Played], baseline: str) -> str:
    """Facts, the table of costs and ratios, the table of side figures, and windows left out."""
    names = [result.contestant for result in played[0].results]
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
            *(_ratio(each.of(name), each.of(baseline)) for name in others),
        ]
        for each in played
    ]


def _side_figures(played: Sequence[Played]) -> Rows:
    head = ["side figures (median)", "contestant", "requests a second", "core busy", "RSS MiB"]
    return head, [
        [f"`{each.workload.name}`", result.contestant, *_side(result)]
        for each in played
        for result in each.results
    ]


def _cost(result: Result) -> str:
    costs = [window.micros_per_request for window in result.windows if window.valid]
    return f"{median(costs):.1f}" if costs else NOTHING


def _ratio(ours: Result, theirs: Result) -> str:
    ratio = paired(ours.windows, theirs.windows)
    if ratio is None:
        return NOTHING
    return f"**{ratio.median:.2f}** ({ratio.least:.2f} to {ratio.greatest:.2f})"


def _side(result: Result) -> list[str]:
    windows = [window for window in result.windows if window.valid]
    if not windows:
        return [NOTHING] * 3
    rate = median(window.rate for window in windows)
    busy = median(window.busy for window in windows)
    return [f"{rate:,.0f}", f"{busy:.0%}", f"{result.resident_mib:.0f}"]


def _faults(played: Sequence[Played]) -> Iterator[str]:
    for each in played:
        for result in each.results:
            for number, window in enumerate(result.windows, 1):
                if not window.valid:
                    where = f"`{each.workload.name}`, {result.contestant}, round {number}"
                    yield f"- Does not count: {where}: {window.fault}"


def _table(head: list[str], rows: list[list[str]]) -> list[str]:
    rule = ["---"] * len(head)
    return [f"| {' | '.join(cells)} |" for cells in [head, rule, *rows]]
