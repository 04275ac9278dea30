"""The facts that stand above the tables."""

import os

from harness import machine
from harness.options import Options
from harness.report import Played
from harness.tools import first_line


def facts(options: Options, played: list[Played]) -> list[str]:
    """Machine, versions and the way it was measured, a sentence each."""
    plan, cores = options.plan, options.cores
    versions = [f"{each.name} {each.version()}" for each in options.contestants]
    results = [result for each in played for game in each.games for result in game]
    java = sorted({result.java for result in results if result.java})
    warmups = [f"{each.name} {plan.warmup_of(each):g} s" for each in options.contestants]
    games = f"{plan.games} games, all processes new in each, of " if plan.games > 1 else ""
    return [
        f"Machine: {os.cpu_count()} cores, {machine.processor()}, {machine.kernel()}; "
        f"load average at the end {machine.load_average()}",
        f"Contestants: {', '.join(versions)}",
        *(f"Java: {each}" for each in java),
        f"Load: {first_line('wrk', '-v').split(' [')[0]}, {first_line('h2load', '--version')}",
        f"Proxy on core {cores.proxy}, load and backends on core {cores.load}; "
        f"{games}{plan.rounds} rounds of {plan.window:g} s, order reversed each round",
        f"Warm-up: {', '.join(warmups)}",
    ]
