"""Requests through the front door, on one kept connection."""

import socket

from . import controller, site


class Traffic:
    def __init__(self):
        self._connect()

    def _connect(self):
        self.socket = socket.create_connection(("127.0.0.1", controller.HTTP), timeout=10)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def answer(self, i):
        """Status and body of a request to the root of a host."""
        try:
            return self._ask(i)
        except ConnectionError:  # a connection has so many requests and no more
            self._connect()
            return self._ask(i)

    def _ask(self, i):
        request = "GET / HTTP/1.1\r\nHost: %s\r\n\r\n" % site.host(i)
        self.socket.sendall(request.encode())
        received = b""
        while b"\r\n\r\n" not in received:
            received += self._more()
        head, body = received.split(b"\r\n\r\n", 1)
        length = next(
            int(line.split(b":")[1])
            for line in head.lower().split(b"\r\n")
            if line.startswith(b"content-length:")
        )
        while len(body) < length:
            body += self._more()
        return int(head.split()[1]), body.decode()

    def _more(self):
        data = self.socket.recv(65536)
        if not data:
            raise ConnectionError("the controller closed the connection")
        return data
