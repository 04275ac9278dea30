"""Which core carries the proxy and which one carries everything else."""

import os
from dataclasses import dataclass


@dataclass(frozen=True)
class Cores:
    """Two different cores of this machine."""

    proxy: int
    load: int

    def __post_init__(self) -> None:
        usable = os.sched_getaffinity(0)
        if self.proxy == self.load or not {self.proxy, self.load} <= usable:
            raise ValueError(f"the proxy and the load need two different cores of {sorted(usable)}")


def default_cores() -> Cores:
    """The first core that may be used for the proxy, the second for the load."""
    usable = sorted(os.sched_getaffinity(0))
    if len(usable) < 2:
        raise ValueError("two cores are needed: one for the proxy, one for load and backend")
    return Cores(proxy=usable[0], load=usable[1])


def pinned(core: int, command: list[str]) -> list[str]:
    """The command, bound to one core with all threads and children that it will have."""
    return ["taskset", "-c", str(core), *command]
