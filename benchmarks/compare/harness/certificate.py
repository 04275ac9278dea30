"""The certificate that every contestant serves."""

import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Certificate:
    """PEM files: the certificate, its key, and both in one file as HAProxy wants them."""

    chain: Path
    key: Path
    bundle: Path


def make_certificate(folder: Path, hosts: list[str]) -> Certificate:
    """A self-signed ECDSA P-256 certificate for these hosts, valid for a week."""
    made = Certificate(folder / "tls.crt", folder / "tls.key", folder / "tls.pem")
    subprocess.run(
        [
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
            "-nodes", "-days", "7", "-subj", f"/CN={hosts[0]}",
            "-addext", "subjectAltName=" + ",".join(f"DNS:{host}" for host in hosts),
            "-keyout", str(made.key), "-out", str(made.chain),
        ],
        check=True,
        capture_output=True,
    )  # fmt: skip
    made.bundle.write_bytes(made.chain.read_bytes() + made.key.read_bytes())
    return made
