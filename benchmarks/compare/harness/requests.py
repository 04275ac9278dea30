"""The request that a workload repeats, and the answer it must get."""

from dataclasses import dataclass
from pathlib import Path

from harness.site import Site


@dataclass(frozen=True)
class Request:
    """One request as the client sends it; with an upload it is a POST.

    `grpc` adds what a gRPC client adds, and asks for `grpc-status: 0` in the trailers.
    """

    host: str
    path: str
    answer: bytes
    tls: bool = False
    http2: bool = False
    upload: bytes | None = None
    grpc: bool = False

    @property
    def scheme(self) -> str:
        return "https" if self.tls else "http"

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.host}{self.path}"

    @property
    def headers(self) -> dict[str, str]:
        return {"content-type": "application/grpc", "te": "trailers"} if self.grpc else {}


@dataclass(frozen=True)
class Target:
    """A request and the port of 127.0.0.1 that it goes to; the upload stands in a file as well."""

    request: Request
    port: int
    upload_file: Path | None

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"


def target(request: Request, site: Site) -> Target:
    """The request, aimed at the contestant that serves this site."""
    upload_file = None
    if request.upload is not None:
        upload_file = site.folder / "upload.bin"
        upload_file.write_bytes(request.upload)
    return Target(request, site.https_port if request.tls else site.http_port, upload_file)
