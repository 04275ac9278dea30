"""Many clients at once, in a process of their own, until they are told to stop."""

import asyncio
import contextlib
import logging
import multiprocessing
import socket

from . import process

AGAIN_AFTER = 1.0


class Crowd:
    """`members` says how many there are of each kind; a kind is a coroutine of one connection's life."""

    def __init__(self, members):
        self._process = multiprocessing.Process(
            target=lambda: asyncio.run(_all(members)), daemon=True, name="crowd"
        )

    def __enter__(self):
        self._process.start()
        return self

    def __exit__(self, *_):
        self._process.kill()
        self._process.join()


async def _all(members):
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)  # being thrown out is what they expect
    for kind, count in members.items():
        for i in range(count):
            asyncio.ensure_future(_again_and_again(kind))
            if i % 50 == 49:
                await asyncio.sleep(0.05)
    await asyncio.Event().wait()


async def _again_and_again(kind):
    """Who is thrown out comes back."""
    while True:
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            await kind()
        await asyncio.sleep(AGAIN_AFTER)


@contextlib.asynccontextmanager
async def connection(port=process.HTTP, window=None):
    """A connected socket; with a window, the client takes hardly more than that of an answer."""
    loop = asyncio.get_running_loop()
    with socket.socket() as client:
        client.setblocking(False)
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if window is not None:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, window)
        await loop.sock_connect(client, ("127.0.0.1", port))
        yield _Wire(loop, client)


class _Wire:
    def __init__(self, loop, client):
        self._loop = loop
        self._client = client

    async def send(self, data):
        await self._loop.sock_sendall(self._client, data)

    async def ended(self):
        """Returns when the other side has closed; what it says is read and forgotten."""
        while await self._loop.sock_recv(self._client, 65536):
            pass
