"""The program under test, on a core of its own."""

import http.client
import os
import subprocess
import sys
import time

HTTP, HTTPS, HEALTH, ADMIN = 18080, 18443, 18254, 18246


class Controller:
    def __init__(self, program, kubeconfig, core, log):
        environment = dict(os.environ, POD_NAMESPACE="bench", POD_NAME="naru-0")
        self.began = time.monotonic()
        self.process = subprocess.Popen(
            ["taskset", "-c", core, program, "serve", "--kubeconfig=" + kubeconfig]
            + ["--http-port=%d" % HTTP, "--https-port=%d" % HTTPS]
            + ["--healthz-port=%d" % HEALTH, "--status-port=%d" % ADMIN],
            stdout=log,
            stderr=log,
            env=environment,
        )

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()

    def seconds_to_ready(self, longest):
        """From the start of the process to the first table."""
        while time.monotonic() - self.began < longest:
            if self.process.poll() is not None:
                sys.exit("the controller ended with exit code %d" % self.process.returncode)
            if _is_ready():
                return time.monotonic() - self.began
            time.sleep(0.02)
        sys.exit("the controller was not ready after %d s" % longest)

    def mebibytes(self, field):
        """VmRSS, or VmHWM for the peak."""
        with open("/proc/%d/status" % self.process.pid, encoding="ascii") as status:
            return next(int(it.split()[1]) / 1024 for it in status if it.startswith(field))

    def cpu_seconds(self):
        with open("/proc/%d/stat" % self.process.pid, encoding="ascii") as stat:
            fields = stat.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _is_ready():
    connection = http.client.HTTPConnection("127.0.0.1", HEALTH, timeout=2)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()
