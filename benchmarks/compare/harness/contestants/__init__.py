"""Contestants: programs that can serve a Site."""

from typing import Protocol

from harness.site import Site


class Contestant(Protocol):
    """A proxy to measure. Starting, watching and stopping its process is the caller's part."""

    @property
    def name(self) -> str: ...

    @property
    def compiles_at_run_time(self) -> bool:
        """Whether it needs the long warm-up of a just-in-time compiler."""
        ...

    def absence(self) -> str | None:
        """One sentence that says why it cannot run here, or None."""
        ...

    def version(self) -> str: ...

    def command(self, site: Site) -> list[str]:
        """Writes the configuration into the site's folder; returns what starts the program."""
        ...
