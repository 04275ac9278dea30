"""Honest clients: fifty kept connections opened before all else, and newcomers twice a second."""

import asyncio
import dataclasses
import multiprocessing
import ssl
import time

from . import process

CONNECTIONS = 50
SECURE = 10
PAUSE = 0.2
NEWCOMER_PAUSE = 0.5
PATIENCE = 15
REQUEST = b"GET / HTTP/1.1\r\nHost: honest.test\r\n\r\n"
LAST_REQUEST = b"GET / HTTP/1.1\r\nHost: honest.test\r\nConnection: close\r\n\r\n"


@dataclasses.dataclass
class Seen:
    """What they saw since they were last asked; times in seconds."""

    latencies: list = dataclasses.field(default_factory=list)
    failures: list = dataclasses.field(default_factory=list)
    answered: list = dataclasses.field(default_factory=list)
    closed: list = dataclasses.field(default_factory=list)

    @property
    def p99(self):
        ordered = sorted(self.latencies) or [0.0]
        return ordered[int(0.99 * (len(ordered) - 1))]

    @property
    def slowest_newcomer(self):
        return max(self.answered + self.closed, default=0.0)


class Clients:
    """They run in a process of their own, so that nobody's threads slow them."""

    def __init__(self):
        self._ours, theirs = multiprocessing.Pipe()
        self._process = multiprocessing.Process(
            target=lambda: asyncio.run(_run(theirs)), daemon=True, name="honest"
        )
        self._process.start()
        self._ours.recv()

    def seen(self):
        """What was seen since the last call."""
        self._ours.send("seen")
        return self._ours.recv()


async def _run(pipe):
    seen = [Seen()]
    streams = [await _open(i < SECURE) for i in range(CONNECTIONS)]
    for reader, writer in streams:
        asyncio.ensure_future(_repeat(seen, reader, writer))
    asyncio.ensure_future(_newcomers(seen))
    pipe.send("ready")
    while True:
        await asyncio.get_running_loop().run_in_executor(None, pipe.recv)
        last, seen[0] = seen[0], Seen()
        pipe.send(last)


async def _open(secure):
    if not secure:
        return await asyncio.open_connection("127.0.0.1", process.HTTP)
    tls = ssl.create_default_context()
    tls.check_hostname = False
    tls.verify_mode = ssl.CERT_NONE
    return await asyncio.open_connection("127.0.0.1", process.HTTPS, ssl=tls)


async def _repeat(seen, reader, writer):
    while True:
        began = time.monotonic()
        try:
            writer.write(REQUEST)
            head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), PATIENCE)
            length = int(head.lower().partition(b"content-length:")[2].split()[0])
            await asyncio.wait_for(reader.readexactly(length), PATIENCE)
            if not head.startswith(b"HTTP/1.1 200 "):
                seen[0].failures.append(head.split(b"\r\n")[0].decode())
        except (OSError, asyncio.IncompleteReadError, asyncio.TimeoutError) as failure:
            seen[0].failures.append(repr(failure))
            return
        seen[0].latencies.append(time.monotonic() - began)
        await asyncio.sleep(max(0.0, PAUSE - (time.monotonic() - began)))


async def _newcomers(seen):
    while True:
        asyncio.ensure_future(_newcomer(seen[0]))
        await asyncio.sleep(NEWCOMER_PAUSE)


async def _newcomer(seen):
    """Somebody who comes now is answered, or closed, but is not left waiting."""
    began = time.monotonic()
    outcome = seen.closed
    try:
        reader, writer = await asyncio.wait_for(_open(False), PATIENCE)
        writer.write(LAST_REQUEST)
        if await asyncio.wait_for(reader.read(64), PATIENCE):
            outcome = seen.answered
        writer.close()
    except (OSError, asyncio.TimeoutError):
        pass
    outcome.append(time.monotonic() - began)
