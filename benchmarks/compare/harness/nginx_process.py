"""How an nginx of our own is started: nothing outside its folder is read or written."""

import os
import pwd
from pathlib import Path


def nginx_command(folder: Path, config: Path) -> list[str]:
    """nginx in the foreground, with a master and its worker."""
    return ["nginx", "-p", str(folder), "-e", "stderr", "-c", str(config), "-g", "daemon off;"]


def user_directive() -> str:
    """Workers run as whoever started us; nginx wants to be told so only when that is root."""
    if os.geteuid() != 0:
        return ""
    return f"user {pwd.getpwuid(0).pw_name};"
