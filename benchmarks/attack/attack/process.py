"""The program under attack: the chart's memory, one core, few descriptors."""

import dataclasses
import http.client
import os
import re
import subprocess
import sys
import time

from . import site

HTTP, HTTPS, HEALTH, ADMIN, WEBHOOK = 18080, 18443, 18254, 18246, 18444
DESCRIPTORS = 4096
MEMORY = "-XX:MaxRAM=512m"
# The heap is bounded and as large as it may be from the start: what grows is what was held.
FIXED_HEAP = "-XX:InitialRAMPercentage=35 -XX:+AlwaysPreTouch"


@dataclasses.dataclass(frozen=True)
class Held:
    """What the process holds: resident MiB, descriptors but those of the connections to endpoints
    that are kept for a minute, MiB of buffers in use."""

    resident: float
    descriptors: int
    buffers: float

    def __str__(self):
        return "RSS %4.0f MiB, %4d descriptors, %5.1f MiB of buffers" % dataclasses.astuple(self)


class Naru:
    def __init__(self, program, kubeconfig, folder):
        self.log = os.path.join(folder, "naru.log")
        self.pair = _certificate(folder)
        environment = dict(
            os.environ,
            POD_NAMESPACE=site.NAMESPACE,
            POD_NAME="naru-0",
            NARU_JAVA_OPTS=MEMORY + " " + FIXED_HEAP,
        )
        with open(self.log, "w", encoding="utf-8") as log:
            self.process = subprocess.Popen(
                ["taskset", "-c", "0", "prlimit", "--nofile=%d" % DESCRIPTORS, program, "serve"]
                + ["--kubeconfig=" + kubeconfig, "--configmap=%s/settings" % site.NAMESPACE]
                + ["--http-port=%d" % HTTP, "--https-port=%d" % HTTPS, "--status=off"]
                + ["--healthz-port=%d" % HEALTH, "--status-port=%d" % ADMIN]
                + ["--validating-webhook=:%d" % WEBHOOK]
                + ["--validating-webhook-certificate=" + self.pair[0]]
                + ["--validating-webhook-key=" + self.pair[1]],
                stdout=log,
                stderr=log,
                env=environment,
            )

    def __enter__(self):
        deadline = time.monotonic() + 120
        while self._get("/readyz")[0] != 200:
            if self.process.poll() is not None or time.monotonic() > deadline:
                sys.exit("Naru did not become ready; its log is " + self.log)
            time.sleep(0.1)
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()

    @property
    def runs(self):
        return self.process.poll() is None

    @property
    def is_ready(self):
        return self._get("/readyz")[0] == 200

    def held(self):
        with open("/proc/%d/status" % self.process.pid, encoding="ascii") as status:
            resident = next(int(it.split()[1]) / 1024 for it in status if it.startswith("VmRSS"))
        descriptors = len(os.listdir("/proc/%d/fd" % self.process.pid))
        kept = int(self.metric("naru_endpoint_connections"))
        return Held(resident, descriptors - kept, self.metric("naru_buffer_used_bytes") / 2**20)

    def metric(self, name):
        """The sum of a family's series; 0 where there is none."""
        text = self._get("/metrics")[1]
        series = re.findall(r"^%s(?:\{[^}]*\})? (\S+)$" % name, text, re.MULTILINE)
        return sum(map(float, series))

    def _get(self, path):
        connection = http.client.HTTPConnection("127.0.0.1", HEALTH, timeout=10)
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            return response.status, response.read().decode()
        except OSError:
            return 0, ""
        finally:
            connection.close()


def _certificate(folder):
    """The webhook's own, and its key."""
    pair = os.path.join(folder, "webhook.crt"), os.path.join(folder, "webhook.key")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
        + ["-nodes", "-days", "7", "-subj", "/CN=naru", "-addext", "subjectAltName=DNS:localhost"]
        + ["-out", pair[0], "-keyout", pair[1]],
        check=True,
        capture_output=True,
    )
    return pair
