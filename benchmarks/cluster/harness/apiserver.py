"""A real API server of our own, and a plain client for it."""

import base64
import http.client
import json
import os
import re
import ssl
import subprocess
import sys
import tempfile
import threading
import time


class ApiServer:
    """The program of build/testcluster in a folder of its own; ends with the block."""

    def __init__(self, program, folder, cores):
        self.folder = folder
        self.process = subprocess.Popen(
            ["taskset", "-c", cores, program, "--dir", folder, "--controllers="],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self):
        line = self.process.stdout.readline()
        if not line.startswith("ready"):
            sys.exit("the API server did not become ready; its logs are in " + self.folder)
        return self

    def __exit__(self, *_):
        self.process.terminate()  # the end of its input may be held open by our other children
        self.process.wait(30)

    def order(self, line):
        """kill, start or compact; returns when it is done."""
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        self.process.stdout.readline()

    @property
    def kubeconfig(self):
        return os.path.join(self.folder, "kubeconfig")


class Client:
    """One kept-alive connection. Used by one thread."""

    def __init__(self, kubeconfig):
        text = open(kubeconfig, encoding="utf-8").read()
        self.host, self.port = re.search(r"server: \"?https://([^:\s]+):(\d+)", text).groups()
        self.headers = {"Content-Type": "application/json"}
        self.tls = ssl.create_default_context()
        self.tls.check_hostname = False
        self.tls.verify_mode = ssl.CERT_NONE
        token = re.search(r"token: \"?([^\s\"}]+)", text)
        if token:
            self.headers["Authorization"] = "Bearer " + token.group(1)
        else:
            self._certificate(text)
        self.connection = self._connect()

    def _certificate(self, text):
        parts = [
            base64.b64decode(re.search(key + r": \"?([\w+/=]+)", text).group(1))
            for key in ("client-certificate-data", "client-key-data")
        ]
        with tempfile.NamedTemporaryFile() as file:
            file.write(b"\n".join(parts))
            file.flush()
            self.tls.load_cert_chain(file.name)

    def _connect(self):
        return http.client.HTTPSConnection(self.host, int(self.port), timeout=30, context=self.tls)

    def call(self, method, path, body):
        """Returns once the server has answered; ends the program where it refuses."""
        while True:
            self.connection.request(method, path, json.dumps(body), self.headers)
            response = self.connection.getresponse()
            answer = response.read()
            if response.status != 429:
                break
            time.sleep(0.2)
        if response.status >= 300:
            sys.exit("%s %s: %s" % (method, path, answer.decode("utf-8", "replace")[:500]))
        return json.loads(answer)


def create_all(kubeconfig, objects, writers, progress):
    """Creates objects with several connections at once."""
    waiting = iter(objects)
    lock = threading.Lock()
    done = [0]
    failures = []

    def work():
        try:
            create(Client(kubeconfig))
        except (SystemExit, OSError) as failure:
            failures.append(failure)

    def create(client):
        while not failures:
            with lock:
                item = next(waiting, None)
            if item is None:
                return
            client.call("POST", *item)
            with lock:
                done[0] += 1
                if done[0] % 1000 == 0:
                    progress(done[0])

    threads = [threading.Thread(target=work) for _ in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
