"""HTTP/1.1 with keep-alive connections, by wrk."""

import math
import re
from dataclasses import dataclass

from harness.loads import Outcome, UnreadableReport
from harness.requests import Target

REQUESTS = re.compile(r"^\s*(\d+) requests in ", re.MULTILINE)
NOT_2XX_3XX = re.compile(r"^\s*Non-2xx or 3xx responses: (\d+)", re.MULTILINE)
SOCKET_ERRORS = re.compile(
    r"^\s*Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", re.MULTILINE
)


@dataclass(frozen=True)
class Wrk:
    """One thread, `connections` connections, one request at a time on each.

    wrk counts in whole seconds: a window is rounded up. What is in flight at its end is cut off and
    not counted: at most one request a connection.
    """

    connections: int
    programs: tuple[str, ...] = ("wrk",)

    def command(self, target: Target, seconds: float, rate: float | None) -> list[str]:
        return [
            "wrk", "-t1", f"-c{self.connections}", f"-d{math.ceil(seconds)}s",
            "-H", f"Host: {target.request.host}",
            f"{target.request.scheme}://{target.address}{target.request.path}",
        ]  # fmt: skip

    def outcome(self, report: str, target: Target) -> Outcome:
        requests = REQUESTS.search(report)
        if requests is None:
            raise UnreadableReport(report)
        errors = SOCKET_ERRORS.search(report)
        status = NOT_2XX_3XX.search(report)
        failed = sum(map(int, errors.groups())) if errors else 0
        bad_status = int(status[1]) if status else 0
        return Outcome(int(requests[1]) - bad_status, failed + bad_status)
