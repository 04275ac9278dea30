"""Fills the configuration templates: each `@NAME@` is replaced, none may be left or unknown."""

import re
from pathlib import Path

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
PLACEHOLDER = re.compile(r"@([A-Z_]+)@")


def fill(template: str, target: Path, **values: object) -> Path:
    """Writes the named template with its values to `target`; a missing value is a KeyError."""
    text = (TEMPLATES / template).read_text(encoding="utf-8")
    target.write_text(PLACEHOLDER.sub(lambda hit: str(values[hit[1]]), text), encoding="utf-8")
    return target
