"""`python3 -m attack`: called by `run`, inside a network of its own."""

import argparse
import os
import subprocess
import sys
import tempfile
import time

from harness.apiserver import ApiServer, create_all

from . import control, descriptors, memory, peers, process, site
from .crowd import Crowd
from .honest import Clients
from .process import Naru

PURPOSE = (
    "Attacks Naru in three phases (memory, descriptors, control plane) beside honest clients. "
    "Ends with 0 when every bar is held, 1 when one is not."
)
REPOSITORY = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", "..", ".."))
PHASES = ["memory", "descriptors", "control"]
WARM_UP = 30
RECOVERY = 30
MOST_P99 = 1.0
MOST_NEWCOMER = 2.0
MOST_GROWTH = 1.15
SPARE_DESCRIPTORS = 32
SPARE_BUFFERS = 1.0


def _options():
    parser = argparse.ArgumentParser(prog="benchmarks/attack/run", description=PURPOSE)
    parser.add_argument("--testcluster", help=argparse.SUPPRESS)
    parser.add_argument("--seconds", type=int, default=120, help="length of a phase (120)")
    parser.add_argument("--only", choices=PHASES, action="append", help="this phase alone")
    parser.add_argument("--program", default=os.path.join(REPOSITORY, "bin", "naru"))
    parser.add_argument("--keep", metavar="DIR", help="leaves logs there")
    parser.add_argument("--output", metavar="FILE", help="the result goes to this file as well")
    return parser.parse_args()


def _say(text):
    print(text, file=sys.stderr, flush=True)


def _phase(name, server, seconds):
    """What a phase does, for as long as it lasts."""
    if name == "memory":
        with Crowd(memory.MEMBERS):
            time.sleep(seconds)
    elif name == "descriptors":
        # used up, given back, used up again
        for share in (0.6, 0.3):
            with Crowd(descriptors.MEMBERS):
                time.sleep(seconds * share)
            time.sleep(seconds * 0.05)
    else:
        began = time.monotonic()
        with Crowd(control.MEMBERS):
            create_all(server.kubeconfig, site.large_objects(), 4, lambda _: None)
            for order in ("compact", "kill", "start"):
                server.order(order)
            time.sleep(max(0.0, seconds - (time.monotonic() - began)))


def _play(name, options, server, naru, clients):
    """The bars of a phase that were missed, and a line of figures each time."""
    before = naru.held()
    clients.seen()
    _say("%s: before %s" % (name, before))
    _phase(name, server, options.seconds)
    during = clients.seen()
    time.sleep(RECOVERY)
    lines = ["%-12s before      %s" % (name, before)]
    if not naru.runs:
        return lines, ["%s: Naru ended with %s" % (name, naru.process.returncode)]
    after = naru.held()
    late = clients.seen()
    failures = during.failures + late.failures
    lines += [
        "%-12s 30 s later  %s" % ("", after),
        "%-12s honest      %d requests, %d failed, p99 %.0f ms, slowest %.0f ms"
        % ("", len(during.latencies), len(failures), 1000 * during.p99,
           1000 * max(during.latencies, default=0)),
        "%-12s newcomers   %d answered, %d closed, slowest %.2f s"
        % ("", len(during.answered), len(during.closed), during.slowest_newcomer),
    ]  # fmt: skip
    bars = {
        "%d honest requests failed: %s" % (len(failures), failures[:3]): not failures,
        "p99 above %.0f s" % MOST_P99: during.p99 <= MOST_P99,
        "a newcomer waited for %.1f s" % during.slowest_newcomer: during.slowest_newcomer
        <= MOST_NEWCOMER,
        "RSS grew by more than 15 %": after.resident <= MOST_GROWTH * before.resident,
        "descriptors did not come back": after.descriptors
        <= before.descriptors + SPARE_DESCRIPTORS,
        "buffers did not come back": after.buffers <= before.buffers + SPARE_BUFFERS,
        "not ready any more": naru.is_ready,
        "the webhook does not answer": control.answers_a_review(),
    }
    return lines, ["%s: %s" % (name, bar) for bar, holds in bars.items() if not holds]


def _commit():
    asked = ["git", "-C", REPOSITORY, "describe", "--always", "--dirty", "--abbrev=12"]
    return subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()


def _attack(options, folder):
    lines, missed = [], []
    os.sched_setaffinity(0, {1})
    with ApiServer(options.testcluster, folder, "1") as server:
        create_all(server.kubeconfig, [site.namespace()], 1, _say)
        create_all(server.kubeconfig, site.everything(process.HTTP), 1, _say)
        peers.start()
        with Naru(options.program, server.kubeconfig, folder) as naru:
            clients = Clients()
            time.sleep(WARM_UP)
            if not control.answers_a_review():
                sys.exit("the webhook does not answer before anybody attacks it")
            for name in options.only or PHASES:
                said, wrong = _play(name, options, server, naru, clients)
                lines += said
                missed += wrong
                _say("\n".join(said + wrong))
                if not naru.runs:
                    break
    return lines, missed


def main():
    options = _options()
    if not options.testcluster:
        sys.exit("start benchmarks/attack/run instead")
    with tempfile.TemporaryDirectory(prefix="naru-attack-") as own:
        folder = os.path.abspath(options.keep or own)
        os.makedirs(folder, exist_ok=True)
        lines, missed = _attack(options, folder)
    head = "commit %s, %s, %d descriptors, %d s a phase" % (
        _commit(), process.MEMORY, process.DESCRIPTORS, options.seconds)  # fmt: skip
    text = "\n".join([head, *lines, *("MISSED " + it for it in missed or [])])
    text += "\n" + ("all bars held" if not missed else "%d bars missed" % len(missed)) + "\n"
    print(text, end="")
    if options.output:
        with open(options.output, "w", encoding="utf-8") as file:
            file.write(text)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
