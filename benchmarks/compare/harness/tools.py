"""The programs that a run needs, and where they come from."""

import os
import shutil
import subprocess
from collections.abc import Iterable

PACKAGES = {
    "curl": "curl",
    "h2load": "nghttp2-client",
    "haproxy": "haproxy",
    "nghttpd": "nghttp2-server",
    "nginx": "nginx",
    "openssl": "openssl",
    "taskset": "util-linux",
    "wrk": "wrk",
}


def add_sbin_to_path() -> None:
    """Servers live in sbin, which is not on the path of an ordinary user."""
    os.environ["PATH"] = os.pathsep.join(
        [os.environ.get("PATH", os.defpath), "/usr/local/sbin", "/usr/sbin"]
    )


def missing(programs: Iterable[str]) -> str | None:
    """One sentence that says what to install, or None when everything is there."""
    absent = sorted(program for program in set(programs) if shutil.which(program) is None)
    if not absent:
        return None
    packages = " ".join(sorted({PACKAGES[program] for program in absent}))
    return f"Not found: {', '.join(absent)}; install with: apt-get install {packages}"


def first_line(*command: str) -> str:
    """The first line that a version command prints, on either output; 'unknown' without one."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return "unknown"
    lines = [line.strip() for line in (done.stdout + done.stderr).splitlines() if line.strip()]
    return lines[0] if lines else "unknown"
