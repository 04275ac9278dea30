"""A client process: full TLS handshakes for some seconds, then one line of JSON.

Arguments: PORT HOST PATH ANSWER_BYTES THREADS SECONDS. No session is ever offered for resumption.
"""

import json
import socket
import ssl
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass


@dataclass(frozen=True)
class Exchange:
    """One connection: handshake, request, whole answer."""

    port: int
    host: str
    path: str
    answer_bytes: int

    def succeeds(self, context: ssl.SSLContext) -> bool:
        request = f"GET {self.path} HTTP/1.1\r\nHost: {self.host}\r\nConnection: close\r\n\r\n"
        try:
            with (
                socket.create_connection(("127.0.0.1", self.port), timeout=10) as plain,
                context.wrap_socket(plain, server_hostname=self.host) as secure,
            ):
                secure.sendall(request.encode())
                return self._expected(b"".join(iter(lambda: secure.recv(65536), b"")))
        except OSError:
            return False

    def _expected(self, response: bytes) -> bool:
        head, _, body = response.partition(b"\r\n\r\n")
        return head.startswith(b"HTTP/1.1 200 ") and len(body) == self.answer_bytes


def trusting_context() -> ssl.SSLContext:
    """TLS 1.3 without verification: the cost of the client is not what we measure."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.set_alpn_protocols(["http/1.1"])
    return context


def repeat(exchange: Exchange, deadline: float) -> tuple[int, int]:
    """Done and failed exchanges of one thread until the deadline."""
    context = trusting_context()
    counts = [0, 0]
    while time.monotonic() < deadline:
        counts[0 if exchange.succeeds(context) else 1] += 1
    return counts[0], counts[1]


def main(port: str, host: str, path: str, answer_bytes: str, threads: str, seconds: str) -> None:
    exchange = Exchange(int(port), host, path, int(answer_bytes))
    deadline = time.monotonic() + float(seconds)
    with ThreadPoolExecutor(int(threads)) as pool:
        counts = list(pool.map(lambda _: repeat(exchange, deadline), range(int(threads))))
    print(json.dumps({"done": sum(c[0] for c in counts), "failed": sum(c[1] for c in counts)}))


if __name__ == "__main__":
    main(*sys.argv[1:])
