"""Asks once, before anything is measured, whether a contestant answers as it should."""

import dataclasses
import subprocess
import time

from harness.requests import Request, Target, target
from harness.servers import Server
from harness.site import HTTP_HOST, Site

READY_SECONDS = 60.0


class WrongAnswer(Exception):
    """The contestant does not serve what it was asked to serve; says what was seen."""


def await_ready(server: Server, site: Site, request: Request) -> None:
    """Returns when the request is answered rightly and the upstream gets the fields it must get."""
    deadline = time.monotonic() + READY_SECONDS
    while True:
        try:
            check(target(request, site))
            check_forwarded(site, request)
            return
        except WrongAnswer as error:
            if not server.running() or time.monotonic() > deadline:
                raise WrongAnswer(f"{server.name}: {error}\n{server.log_tail()}") from error
        time.sleep(0.2)


def check(asked: Target) -> None:
    """One request with curl; WrongAnswer unless version, status, body and gRPC status are right."""
    request = asked.request
    head, body = _curl(asked)
    version = "2" if request.http2 else "1.1"
    if not head.startswith(f"HTTP/{version} 200"):
        raise WrongAnswer(f"{request.url}: not HTTP/{version} 200: {head.splitlines()[:1]}")
    if body != request.answer:
        raise WrongAnswer(f"{request.url}: {len(body)} bytes, {len(request.answer)} expected")
    if request.grpc and "grpc-status: 0" not in head.partition("\r\n\r\n")[2].splitlines():
        raise WrongAnswer(f"{request.url}: no trailer grpc-status: 0")


def check_forwarded(site: Site, like: Request) -> None:
    """The fields that behaviour 8 asks for, as the HTTP backend received them."""
    request = dataclasses.replace(
        like, host=HTTP_HOST, path="/headers", answer=b"", upload=None, grpc=False
    )
    _, body = _curl(target(request, site))
    seen = dict(
        line.split("=", 1) for line in body.decode("utf-8", "replace").splitlines() if "=" in line
    )
    expected = {
        "host": HTTP_HOST,
        "x-real-ip": "127.0.0.1",
        "x-forwarded-for": "127.0.0.1",
        "x-forwarded-host": HTTP_HOST,
        "x-forwarded-proto": request.scheme,
        "x-forwarded-scheme": request.scheme,
        "x-scheme": request.scheme,
    }
    wrong = [
        f"{name}: {seen.get(name)!r}" for name, value in expected.items() if seen.get(name) != value
    ]
    wrong += [
        f"{name} is missing" for name in ("x-request-id", "x-forwarded-port") if not seen.get(name)
    ]
    if wrong:
        raise WrongAnswer(f"{request.url}: the backend got {', '.join(wrong)}")


def _curl(asked: Target) -> tuple[str, bytes]:
    """Head (with trailers after it) and body."""
    request = asked.request
    headers = [part for pair in request.headers.items() for part in ("-H", ": ".join(pair))]
    upload = ["--data-binary", f"@{asked.upload_file}"] if asked.upload_file else []
    done = subprocess.run(
        [
            "curl", "-q", "-s", "-k", "--noproxy", "*", "--max-time", "10", "-D", "/dev/stderr",
            "--http2" if request.http2 else "--http1.1",
            "--connect-to", f"::{asked.address}", *headers, *upload, request.url,
        ],
        capture_output=True,
        check=False,
    )  # fmt: skip
    return done.stderr.decode("latin-1"), done.stdout
