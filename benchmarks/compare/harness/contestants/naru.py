"""Naru, serving a folder of Kubernetes YAML."""

import base64
import os
from dataclasses import dataclass
from pathlib import Path

from harness.site import Site
from harness.templates import fill
from harness.tools import first_line

PREFIX = "naru:"


def build_at(path: str) -> "Naru":
    """Another build, named `naru:PATH`: a checkout or an unpacked distribution, or its program."""
    place = Path(path).absolute()
    return Naru(place / "bin" / "naru" if place.is_dir() else place, name=f"{PREFIX}{path}")


@dataclass(frozen=True)
class Naru:
    """`program` is `bin/naru`; options for its JVM come from NARU_JAVA_OPTS in the environment.

    It is bound to one core, sees one processor and so runs one event loop.
    """

    program: Path
    name: str = "naru"
    compiles_at_run_time: bool = True

    def absence(self) -> str | None:
        if os.access(self.program, os.X_OK):
            return None
        return f"{self.program} is not there; name the program with --naru=PATH"

    def version(self) -> str:
        return first_line(str(self.program), "version")

    def command(self, site: Site) -> list[str]:
        manifests = site.folder / "manifests"
        manifests.mkdir()
        fill(
            "naru.yaml",
            manifests / "naru.yaml",
            HTTP_BACKEND=site.backends.http,
            GRPC_BACKEND=site.backends.grpc,
            CERTIFICATE=_base64(site.certificate.chain),
            KEY=_base64(site.certificate.key),
        )
        return [
            str(self.program),
            "serve",
            f"--manifests={manifests}",
            f"--http-port={site.http_port}",
            f"--https-port={site.https_port}",
            f"--healthz-port={site.status_port}",
            "--bind-address=127.0.0.1",
        ]


def _base64(file: Path) -> str:
    return base64.b64encode(file.read_bytes()).decode()
