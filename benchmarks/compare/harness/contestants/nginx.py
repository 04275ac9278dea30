"""nginx, configured as ingress-nginx configures it."""

from dataclasses import dataclass

from harness.nginx_process import nginx_command, user_directive
from harness.site import Site
from harness.templates import fill
from harness.tools import first_line, missing


@dataclass(frozen=True)
class Nginx:
    """One worker."""

    name: str = "nginx"
    compiles_at_run_time: bool = False

    def absence(self) -> str | None:
        return missing(["nginx"])

    def version(self) -> str:
        return first_line("nginx", "-v").removeprefix("nginx version: nginx/")

    def command(self, site: Site) -> list[str]:
        config = fill(
            "nginx.conf",
            site.folder / "nginx.conf",
            FOLDER=site.folder,
            USER=user_directive(),
            HTTP_PORT=site.http_port,
            HTTPS_PORT=site.https_port,
            HTTP_BACKEND=site.backends.http,
            GRPC_BACKEND=site.backends.grpc,
            CERTIFICATE=site.certificate.chain,
            KEY=site.certificate.key,
        )
        return nginx_command(site.folder, config)
