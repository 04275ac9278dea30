"""HAProxy, configured to do what nginx does."""

from dataclasses import dataclass

from harness.site import Site
from harness.templates import fill
from harness.tools import first_line, missing


@dataclass(frozen=True)
class Haproxy:
    """One thread, one process, no master."""

    name: str = "haproxy"
    compiles_at_run_time: bool = False

    def absence(self) -> str | None:
        return missing(["haproxy"])

    def version(self) -> str:
        return first_line("haproxy", "-v").removeprefix("HAProxy version ").split(" ")[0]

    def command(self, site: Site) -> list[str]:
        config = fill(
            "haproxy.cfg",
            site.folder / "haproxy.cfg",
            HTTP_PORT=site.http_port,
            HTTPS_PORT=site.https_port,
            HTTP_BACKEND=site.backends.http,
            GRPC_BACKEND=site.backends.grpc,
            BUNDLE=site.certificate.bundle,
        )
        return ["haproxy", "-db", "-f", str(config)]
