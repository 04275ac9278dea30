"""CPU time and memory of a process and its descendants, as the kernel counts them in /proc."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True)
class Stat:
    """What one line of /proc/PID/stat says; see proc(5)."""

    pid: int
    parent: int
    ticks: int
    resident_pages: int


def parse_stat(line: str) -> Stat:
    """Reads a stat line; the command name may hold spaces and parentheses.

    The ticks are those of all threads, past and present (utime, stime), and of the children that
    have ended and were waited for (cutime, cstime).
    """
    pid, _, rest = line.partition(" (")
    fields = rest.rpartition(") ")[2].split()
    return Stat(
        pid=int(pid),
        parent=int(fields[1]),
        ticks=sum(map(int, fields[11:15])),
        resident_pages=int(fields[21]),
    )


def _all_stats() -> Iterator[Stat]:
    for entry in PROC.iterdir():
        if entry.name.isdigit():
            try:
                yield parse_stat((entry / "stat").read_text(encoding="utf-8", errors="replace"))
            except OSError:
                continue  # ended while we looked


def tree(root: int) -> list[Stat]:
    """The process and all of its living descendants."""
    children: dict[int, list[Stat]] = {}
    found: list[Stat] = []
    for stat in _all_stats():
        children.setdefault(stat.parent, []).append(stat)
        if stat.pid == root:
            found.append(stat)
    for stat in found:
        found.extend(children.get(stat.pid, []))
    return found


def cpu_seconds(root: int) -> float:
    """User and system time of the tree so far, in steps of a clock tick (10 ms as a rule)."""
    return sum(stat.ticks for stat in tree(root)) / TICKS_PER_SECOND


def resident_mib(root: int) -> float:
    """Resident memory of the tree; pages shared between its processes count once in each."""
    return sum(stat.resident_pages for stat in tree(root)) * PAGE_BYTES / 2**20
