"""Full TLS handshakes: one connection for each request."""

import json
import sys
from dataclasses import dataclass
from pathlib import Path

from harness.loads import Outcome, UnreadableReport
from harness.requests import Target

CLIENT = Path(__file__).with_name("handshake_client.py")


@dataclass(frozen=True)
class Handshakes:
    """`clients` threads, each connecting, asking once and closing, over and over."""

    clients: int
    programs: tuple[str, ...] = ()

    def command(self, target: Target, seconds: float, rate: float | None) -> list[str]:
        request = target.request
        return [
            sys.executable, str(CLIENT), str(target.port), request.host, request.path,
            str(len(request.answer)), str(self.clients), str(seconds),
        ]  # fmt: skip

    def outcome(self, report: str, target: Target) -> Outcome:
        try:
            counts = json.loads(report)
            return Outcome(int(counts["done"]), int(counts["failed"]))
        except (ValueError, KeyError, TypeError) as error:
            raise UnreadableReport(report) from error
