"""What every contestant is asked to serve."""

from dataclasses import dataclass
from pathlib import Path

from harness.certificate import Certificate

HTTP_HOST = "h1.bench.test"
GRPC_HOST = "grpc.bench.test"


@dataclass(frozen=True)
class BackendPorts:
    """Where the backends listen on 127.0.0.1: HTTP/1.1, and gRPC over HTTP/2 without TLS."""

    http: int
    grpc: int


@dataclass(frozen=True)
class Site:
    """Both hosts on both ports of 127.0.0.1, in front of the two backends.

    `status_port` is free for the contestant's own health endpoint, `folder` for its files.
    """

    folder: Path
    http_port: int
    https_port: int
    status_port: int
    backends: BackendPorts
    certificate: Certificate
