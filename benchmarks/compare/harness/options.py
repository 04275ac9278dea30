"""The command line."""

import argparse
from dataclasses import dataclass, replace
from pathlib import Path

from harness.contestants import Contestant
from harness.contestants.haproxy import Haproxy
from harness.contestants.naru import PREFIX, Naru, build_at
from harness.contestants.nginx import Nginx
from harness.cores import Cores, default_cores
from harness.rounds import Plan, twin
from harness.workloads import WORKLOADS, Workload

REPOSITORY = Path(__file__).resolve().parents[3]
CONTESTANTS = ["naru", "nginx", "haproxy"]


@dataclass(frozen=True)
class Options:
    """A run as it was asked for."""

    workloads: list[Workload]
    contestants: list[Contestant]
    baseline: str
    plan: Plan
    cores: Cores
    output: Path | None

    def playing(self) -> list[Contestant]:
        """The contestants; in several games the baseline comes twice, to be compared with itself."""
        if self.plan.games == 1:
            return self.contestants
        baseline = next(each for each in self.contestants if each.name == self.baseline)
        return [replace(baseline, name=twin(self.baseline)), *self.contestants]


def parse(arguments: list[str]) -> Options:
    """Reads the command line; ends the process with a sentence and 2 where it makes no sense."""
    parser = _parser()
    given = parser.parse_args(arguments)
    workloads = {workload.name: workload for workload in WORKLOADS}
    if given.baseline not in given.contestants:
        parser.error(f"--baseline={given.baseline} is not one of the --contestants")
    try:
        return Options(
            workloads=[workloads[name] for name in given.only],
            contestants=[_contestant(name, given.naru) for name in given.contestants],
            baseline=given.baseline,
            plan=Plan(given.rounds, given.window, given.warmup, given.games),
            cores=_cores(given.proxy_core, given.load_core),
            output=given.output,
        )
    except ValueError as error:
        parser.error(str(error))


def _contestant(name: str, naru: Path) -> Contestant:
    if name == "nginx":
        return Nginx()
    if name == "haproxy":
        return Haproxy()
    return build_at(name.removeprefix(PREFIX)) if name != "naru" else Naru(naru.absolute())


def _cores(proxy: int | None, load: int | None) -> Cores:
    if proxy is not None and load is not None:
        return Cores(proxy, load)
    if proxy is None and load is None:
        return default_cores()
    raise ValueError("--proxy-core and --load-core go together")


class _Names:
    """A comma-separated choice of known names, in the order given, each at most once.

    A name that begins with one of the prefixes is known too.
    """

    def __init__(self, known: list[str], *prefixes: str) -> None:
        self._known = known
        self._prefixes = prefixes

    def __call__(self, text: str) -> list[str]:
        names = list(dict.fromkeys(text.split(",")))
        unknown = [
            name
            for name in names
            if name not in self._known and not name.startswith(self._prefixes or " ")
        ]
        if unknown:
            known = ", ".join(self._known)
            raise argparse.ArgumentTypeError(f"{unknown[0]!r} is none of {known}")
        return names


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="benchmarks/compare/run",
        description="Measures the CPU time a request costs in Naru, nginx and HAProxy. "
        "Needs Debian's nginx, haproxy, wrk, nghttp2-client, nghttp2-server, curl and openssl. "
        "Ends with 0 when every window counts, 1 when one does not, 2 when nothing could be run.",
    )
    _add_choices(parser)
    _add_lengths(parser)
    add = parser.add_argument
    add("--proxy-core", type=int, metavar="N", help="core of the proxy (default: the first usable)")
    add("--load-core", type=int, metavar="N", help="core of all else (default: the second usable)")
    naru = REPOSITORY / "bin" / "naru"
    add("--naru", type=Path, default=naru, metavar="PATH", help="the program (default: bin/naru)")
    add("--output", type=Path, metavar="FILE", help="write the tables to this file as well")
    return parser


def _add_choices(parser: argparse.ArgumentParser) -> None:
    workloads = [workload.name for workload in WORKLOADS]
    add = parser.add_argument
    add(
        "--only",
        type=_Names(workloads),
        default=workloads,
        metavar="NAMES",
        help=f"the workloads, with commas between them (default: {','.join(workloads)})",
    )
    add(
        "--contestants",
        type=_Names(CONTESTANTS, PREFIX),
        default=CONTESTANTS,
        metavar="NAMES",
        help=f"who runs (default: {','.join(CONTESTANTS)}); naru:PATH is another build of Naru",
    )
    add(
        "--baseline",
        default="nginx",
        metavar="NAME",
        help="whom the ratios compare with (default: nginx)",
    )


def _add_lengths(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add(
        "--games",
        type=int,
        default=1,
        metavar="N",
        help="how often everybody is started anew (default: 1); from 2 on the baseline runs twice, "
        "which shows how far apart equals are, and the median of the games counts",
    )
    add("--rounds", type=int, default=5, metavar="N", help="turns of each contestant (default: 5)")
    add(
        "--window",
        type=float,
        default=2.0,
        metavar="SECONDS",
        help="length of a turn (default: 2); wrk rounds up to whole seconds",
    )
    add(
        "--warmup",
        type=float,
        default=20.0,
        metavar="SECONDS",
        help="load before the first round (default: 20): all of it for naru, "
        "at most 3 for the others, which have no compiler to wait for",
    )
