"""What a reader must know of the machine to place the figures."""

import os
import platform
from pathlib import Path

from harness.cpu import tree


def processor() -> str:
    """The processor's model name, as the kernel tells it."""
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def kernel() -> str:
    return f"{platform.system()} {platform.release()}"


def load_average() -> str:
    """Of the last minute: whoever else is busy here disturbs the figures."""
    return f"{os.getloadavg()[0]:.2f}"


def java_of(root: int) -> str:
    """The Java runtime in a process tree with its -X options, or nothing where there is none."""
    for stat in tree(root):
        process = Path("/proc") / str(stat.pid)
        try:
            program = (process / "exe").readlink()
            arguments = (process / "cmdline").read_text(encoding="utf-8").split("\0")
        except OSError:
            continue  # ended, or not ours to look at
        if program.name == "java":
            options = [argument for argument in arguments if argument.startswith("-X")]
            return " ".join([_java_version(program.parent.parent), *options])
    return ""


def _java_version(home: Path) -> str:
    release = (home / "release").read_text(encoding="utf-8")
    facts = dict(line.split("=", 1) for line in release.splitlines() if "=" in line)
    return facts.get("JAVA_RUNTIME_VERSION", facts.get("JAVA_VERSION", "unknown")).strip('"')
