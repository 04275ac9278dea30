"""One run from the command line to the tables."""

import os
import resource
import signal
import sys
import tempfile
from pathlib import Path
from types import FrameType

from harness.backend import backends
from harness.certificate import make_certificate
from harness.facts import facts
from harness.options import Options, parse
from harness.probe import WrongAnswer
from harness.report import Played, markdown, valid
from harness.rounds import play
from harness.runners import Scene
from harness.site import GRPC_HOST, HTTP_HOST
from harness.tools import add_sbin_to_path, missing

ALWAYS_NEEDED = ["curl", "nghttpd", "nginx", "openssl", "taskset"]
OPEN_FILES = 65536


def main(arguments: list[str]) -> int:
    """0: all windows count; 1: some do not; 2: it could not be run; 130: it was interrupted."""
    options = parse(arguments)
    add_sbin_to_path()
    absences = _absences(options)
    if absences:
        print("\n".join(absences), file=sys.stderr)
        return 2
    for ending in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, _end)
    try:
        return _report(options, _run(options))
    except WrongAnswer as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return 130


def _absences(options: Options) -> list[str]:
    programs = [program for each in options.workloads for program in each.load.programs]
    sentences = [missing([*ALWAYS_NEEDED, *programs])]
    sentences += [each.absence() for each in options.contestants]
    return list(dict.fromkeys(sentence for sentence in sentences if sentence))


def _end(_signal: int, _frame: FrameType | None) -> None:
    """Leaves every context, so that every process is stopped and the folder removed."""
    raise KeyboardInterrupt


def _run(options: Options) -> list[Played]:
    """Everything but the proxies runs on the load's core, this process included."""
    plan = options.plan
    os.sched_setaffinity(0, {options.cores.load})
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    limit = OPEN_FILES if hard == resource.RLIM_INFINITY else min(hard, OPEN_FILES)
    resource.setrlimit(resource.RLIMIT_NOFILE, (limit, hard))
    with tempfile.TemporaryDirectory(prefix="naru-compare-") as name:
        folder = Path(name)
        with backends(folder, options.cores.load) as ports:
            certificate = make_certificate(folder, [HTTP_HOST, GRPC_HOST])
            scene = Scene(folder, options.cores, ports, certificate)
            contestants = options.playing()
            return [
                Played(
                    each,
                    tuple(play(each, contestants, scene, plan) for _ in range(plan.games)),
                )
                for each in options.workloads
            ]


def _report(options: Options, played: list[Played]) -> int:
    text = markdown(facts(options, played), played, options.baseline)
    print(text, end="")
    if options.output is not None:
        options.output.write_text(text, encoding="utf-8")
    return 0 if valid(played) else 1
