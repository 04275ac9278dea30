"""Multiplexed HTTP/2, or HTTP/1.1 over TLS, by h2load."""

import re
from dataclasses import dataclass

from harness.loads import Outcome, UnreadableReport
from harness.requests import Target

REQUESTS = re.compile(
    r"^requests: (\d+) total, (\d+) started, (\d+) done, \d+ succeeded, (\d+) failed, "
    r"(\d+) errored, (\d+) timeout",
    re.MULTILINE,
)
STATUS = re.compile(r"^status codes: (\d+) 2xx", re.MULTILINE)
DATA = re.compile(r"^traffic: .*\((\d+)\) data$", re.MULTILINE)

# One TLS 1.3 suite for everybody: the servers' own preferences differ.
SUITE = "TLS_AES_128_GCM_SHA256"


@dataclass(frozen=True)
class H2load:
    """`connections` connections with `streams` requests in flight on each.

    Once the rate is known, a window is a number of requests rather than a time, so that every
    request of it ends and none is cut off; without a rate (the warm-up) it is a time.
    """

    connections: int
    streams: int
    programs: tuple[str, ...] = ("h2load",)

    def command(self, target: Target, seconds: float, rate: float | None) -> list[str]:
        if rate is None:
            length = ["-D", f"{round(seconds * 1000)}ms"]
        else:
            least = self.connections * self.streams
            length = ["-n", str(max(least, round(rate * seconds)))]
        return ["h2load", *length, *self._shape(target), *_request(target)]

    def _shape(self, target: Target) -> list[str]:
        protocol = [] if target.request.http2 else ["--h1"]
        return ["-t", "1", "-c", str(self.connections), "-m", str(self.streams), *protocol]

    def outcome(self, report: str, target: Target) -> Outcome:
        requests, status, data = (p.search(report) for p in (REQUESTS, STATUS, DATA))
        if requests is None or status is None or data is None:
            raise UnreadableReport(report)
        total, done = int(requests[1]), int(requests[3])
        good = min(done, int(status[1]), int(data[1]) // len(target.request.answer))
        return Outcome(good, total - good)


def _request(target: Target) -> list[str]:
    request = target.request
    headers = [part for pair in request.headers.items() for part in ("-H", ": ".join(pair))]
    upload = ["-d", str(target.upload_file)] if target.upload_file else []
    connect = [f"--connect-to={target.address}", f"--tls13-ciphers={SUITE}"]
    return [*headers, *upload, *connect, request.url]
