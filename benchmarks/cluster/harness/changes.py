"""Single changes, one after another: from the call's return until traffic follows."""

import sys
import time

from . import site
from .apiserver import Client
from .traffic import Traffic

LONGEST = 10.0


def _endpoints(i):
    path, body = site.endpoint_slice(i, "b")
    return path, body, (200, "b")


def _route(i):
    path, body = site.ingress(i, "/moved")
    return path, body, 404


def measure(kubeconfig, hosts, count, progress):
    """Yields (kind, call's return, traffic's change) in seconds of the monotonic clock."""
    client = Client(kubeconfig)
    traffic = Traffic()
    step = max(1, hosts // count)
    for n in range(count):
        i = n * step % hosts
        kind, change = ("endpoints", _endpoints) if n % 2 else ("route", _route)
        path, body, expected = change(i)
        client.call("PUT", "%s/%s" % (path, body["metadata"]["name"]), body)
        returned = time.monotonic()
        yield kind, returned, _follow(traffic, i, expected, returned)
        if (n + 1) % 100 == 0:
            progress(n + 1)


def _follow(traffic, i, expected, returned):
    while True:
        status, body = traffic.answer(i)
        now = time.monotonic()
        if expected in (status, (status, body)):
            return now
        if now - returned > LONGEST:
            sys.exit("traffic of host %d did not follow within %d s" % (i, LONGEST))
        time.sleep(0.0005)
