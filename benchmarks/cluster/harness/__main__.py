"""`python3 -m harness`: called by `run`, inside a network of its own."""

import argparse
import os
import sys
import tempfile
import time

from . import backends, changes, site
from .apiserver import ApiServer, create_all
from .controller import Controller
from .stalls import Stalls

PURPOSE = "Measures Naru on a real API server: time to the first table, memory, single changes."
REPOSITORY = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", "..", ".."))


def _options():
    parser = argparse.ArgumentParser(prog="benchmarks/cluster/run", description=PURPOSE)
    parser.add_argument("--testcluster", help=argparse.SUPPRESS)
    parser.add_argument("--hosts", type=int, default=10_000, help="Ingresses (default 10,000)")
    parser.add_argument("--changes", type=int, default=1_000, help="single changes (1,000)")
    parser.add_argument("--program", default=os.path.join(REPOSITORY, "bin", "naru"))
    parser.add_argument("--keep", metavar="DIR", help="leaves logs there")
    return parser.parse_args()


def _say(text):
    print(text, file=sys.stderr, flush=True)


def _quantile(values, q):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(q * len(ordered)))]


def _report(name, values):
    if values:
        line = "%-28s %5d  p50 %6.1f ms  p99 %6.1f ms  most %6.1f ms"
        figures = [1000 * it for it in (_quantile(values, 0.5), _quantile(values, 0.99), max(values))]
        print(line % (name, len(values), *figures))


def _measure(options, folder):
    with ApiServer(options.testcluster, folder, "1") as server:
        began = time.monotonic()
        objects = site.everything(options.hosts)
        for _ in range(2):  # the namespace is there before what is in it
            create_all(server.kubeconfig, [next(objects)], 1, _say)
        create_all(server.kubeconfig, objects, 8, lambda n: _say("created %d objects" % n))
        _say("created all in %.0f s" % (time.monotonic() - began))
        backends.start()
        with open(os.path.join(folder, "naru.log"), "w", encoding="utf-8") as log:
            with Controller(options.program, server.kubeconfig, "0", log) as naru:
                _judge(options, server, naru)


def _judge(options, server, naru):
    ready = naru.seconds_to_ready(120)
    print("%d Ingresses, %d endpoints" % (options.hosts, 2 * options.hosts))
    print(
        "first table after %.1f s, %.1f s of CPU; RSS %.0f MiB"
        % (ready, naru.cpu_seconds(), naru.mebibytes("VmRSS"))
    )
    stalls = Stalls()
    samples = list(
        changes.measure(
            server.kubeconfig, options.hosts, options.changes, lambda n: _say("%d changes" % n)
        )
    )
    stalls.stop()
    stalled = [it for it in samples if stalls.between(it[1], it[2])]
    for kind in ("route", "endpoints"):
        _report(kind, [b - a for k, a, b in samples if k == kind and (k, a, b) not in stalled])
    _report("all", [b - a for k, a, b in samples if (k, a, b) not in stalled])
    _report("while the machine stalled", [b - a for _, a, b in stalled])
    print(
        "after the changes: %.1f s of CPU; RSS %.0f MiB, at most %.0f MiB"
        % (naru.cpu_seconds(), naru.mebibytes("VmRSS"), naru.mebibytes("VmHWM"))
    )


def main():
    options = _options()
    if not options.testcluster:
        sys.exit("start benchmarks/cluster/run instead")
    if options.keep:
        os.makedirs(options.keep, exist_ok=True)
        return _measure(options, os.path.abspath(options.keep))
    with tempfile.TemporaryDirectory(prefix="naru-bench-") as folder:
        return _measure(options, folder)


if __name__ == "__main__":
    main()
