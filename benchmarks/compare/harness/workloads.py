"""The workloads by name."""

from dataclasses import dataclass

from harness import payloads
from harness.loads import Load
from harness.loads.h2load import H2load
from harness.loads.handshakes import Handshakes
from harness.loads.wrk import Wrk
from harness.requests import Request
from harness.site import GRPC_HOST, HTTP_HOST


@dataclass(frozen=True)
class Workload:
    """A request, the load that repeats it, and a line for people."""

    name: str
    about: str
    request: Request
    load: Load


WORKLOADS = (
    Workload(
        "h1-100b",
        "HTTP/1.1 keep-alive, 100 B, 50 connections",
        Request(HTTP_HOST, "/100b", payloads.SMALL),
        Wrk(connections=50),
    ),
    Workload(
        "h1-16k",
        "HTTP/1.1 keep-alive, 16 KiB, 50 connections",
        Request(HTTP_HOST, "/16k", payloads.MEDIUM),
        Wrk(connections=50),
    ),
    Workload(
        "h1-1m",
        "HTTP/1.1 keep-alive, 1 MiB, 50 connections",
        Request(HTTP_HOST, "/1m", payloads.LARGE),
        Wrk(connections=50),
    ),
    Workload(
        "h1-post-16k",
        "HTTP/1.1 keep-alive, POST of 16 KiB, 100 B back, 50 connections",
        Request(HTTP_HOST, "/upload", payloads.SMALL, upload=payloads.MEDIUM),
        H2load(connections=50, streams=1),
    ),
    Workload(
        "h1-post-1m",
        "HTTP/1.1 keep-alive, POST of 1 MiB, 100 B back, 50 connections",
        Request(HTTP_HOST, "/upload", payloads.SMALL, upload=payloads.LARGE),
        H2load(connections=50, streams=1),
    ),
    Workload(
        "tls-h1-100b",
        "TLS 1.3, HTTP/1.1 keep-alive, 100 B, 50 connections",
        Request(HTTP_HOST, "/100b", payloads.SMALL, tls=True),
        H2load(connections=50, streams=1),
    ),
    Workload(
        "handshake-ecdsa",
        "full TLS 1.3 handshake with ECDSA P-256 and one request of 100 B, 8 connections at a time",
        Request(HTTP_HOST, "/100b", payloads.SMALL, tls=True),
        Handshakes(clients=8),
    ),
    Workload(
        "h2-h1",
        "HTTP/2 over TLS to HTTP/1.1, 100 B, 10 connections x 50 streams",
        Request(HTTP_HOST, "/100b", payloads.SMALL, tls=True, http2=True),
        H2load(connections=10, streams=50),
    ),
    Workload(
        "grpc-unary",
        "gRPC unary, 100 B each way, HTTP/2 over TLS to plain HTTP/2, 10 connections x 30 streams",
        Request(
            GRPC_HOST,
            "/bench.Echo/Unary.grpc",
            payloads.UNARY,
            tls=True,
            http2=True,
            upload=payloads.UNARY,
            grpc=True,
        ),
        # 300 calls in flight: no more than the 320 upstream connections that nginx keeps.
        H2load(connections=10, streams=30),
    ),
)
