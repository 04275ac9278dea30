"""A contestant that runs, and its turns."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

from harness.certificate import Certificate
from harness.contestants import Contestant
from harness.cores import Cores
from harness.cpu import resident_mib
from harness.ports import free_ports
from harness.probe import await_ready
from harness.requests import target
from harness.servers import Server
from harness.site import BackendPorts, Site
from harness.windows import Window, measure
from harness.workloads import Workload


@dataclass(frozen=True)
class Scene:
    """What all contestants of a run share."""

    folder: Path
    cores: Cores
    backends: BackendPorts
    certificate: Certificate


class Runner:
    """A started contestant under one workload. It remembers its rate, to size the next window."""

    def __init__(
        self, contestant: Contestant, server: Server, workload: Workload, site: Site
    ) -> None:
        self.contestant = contestant
        self._server = server
        self._load = workload.load
        self._target = target(workload.request, site)
        self._rate: float | None = None

    @property
    def pid(self) -> int:
        return self._server.pid

    def turn(self, seconds: float) -> Window:
        """One window; the first one, of unknown rate, is for warming up."""
        window = measure(self.pid, self._load, self._target, seconds, self._rate)
        if window.requests:
            self._rate = window.rate
        return window

    def resident_mib(self) -> float:
        return resident_mib(self.pid)


@contextmanager
def started(contestant: Contestant, workload: Workload, scene: Scene) -> Iterator[Runner]:
    """Starts the contestant anew on the proxy's core; it serves rightly when the context begins."""
    folder = Path(mkdtemp(prefix=f"{workload.name}-", dir=scene.folder))
    http, https, status = free_ports(3)
    site = Site(folder, http, https, status, scene.backends, scene.certificate)
    command = contestant.command(site)
    with Server(contestant.name, command, scene.cores.proxy, folder / "log") as server:
        await_ready(server, site, workload.request)
        yield Runner(contestant, server, workload, site)
