"""The backends behind the proxies: nginx for HTTP/1.1, nghttpd for gRPC."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from harness import payloads
from harness.nginx_process import nginx_command, user_directive
from harness.ports import free_ports
from harness.servers import Server
from harness.site import BackendPorts
from harness.templates import fill


@contextmanager
def backends(folder: Path, core: int) -> Iterator[BackendPorts]:
    """Both backends, running until the context ends. Whoever sends the first request must wait."""
    ports = BackendPorts(*free_ports(2))
    with (
        Server("HTTP backend", _http(folder, ports.http), core, folder / "http.log"),
        Server("gRPC backend", _grpc(folder, ports.grpc), core, folder / "grpc.log"),
    ):
        yield ports


def _http(folder: Path, port: int) -> list[str]:
    files = folder / "files"
    files.mkdir()
    (files / "16k").write_bytes(payloads.MEDIUM)
    (files / "1m").write_bytes(payloads.LARGE)
    config = fill(
        "backend.conf",
        folder / "backend.conf",
        FOLDER=folder,
        PORT=port,
        USER=user_directive(),
        SMALL=payloads.SMALL.decode(),
    )
    return nginx_command(folder, config)


def _grpc(folder: Path, port: int) -> list[str]:
    """A file server whose file is a gRPC message and whose trailer is the status.

    nghttpd takes the type from the file's name, answers POST like GET, and indexes its header
    fields as gRPC servers do.
    """
    root = folder / "grpc"
    method = root / "bench.Echo" / "Unary.grpc"
    method.parent.mkdir(parents=True)
    method.write_bytes(payloads.UNARY)
    types = folder / "mime.types"
    types.write_text("application/grpc grpc\n", encoding="utf-8")
    return [
        "nghttpd", "--no-tls", "-a", "127.0.0.1", "-d", str(root), "-m", "1000",
        "--no-content-length", f"--mime-types-file={types}", "--trailer=grpc-status: 0", str(port),
    ]  # fmt: skip
