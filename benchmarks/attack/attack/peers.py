"""The endpoints: one that answers, one that never ends, one that takes nothing, one that is silent."""

import asyncio
import multiprocessing
import socket

from . import site

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nhonest"
ENDLESS = b"HTTP/1.1 200 OK\r\nContent-Length: 1000000000000\r\n\r\n"
PIECE = b"x" * 65536


class _Honest(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        self.transport.write(ANSWER * data.count(b"\r\n\r\n"))


async def _endless(reader, writer):
    try:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(ENDLESS)
        while True:
            writer.write(PIECE)
            await writer.drain()
    except (OSError, asyncio.IncompleteReadError):
        writer.close()


class _Sink(asyncio.Protocol):
    def connection_made(self, transport):
        transport.pause_reading()


async def _serve(ready):
    loop = asyncio.get_running_loop()
    # its queue is full with the first connection: whoever comes later is not answered at all
    silent = socket.create_server((site.SILENT, site.PORT), backlog=0)
    socket.create_connection((site.SILENT, site.PORT))
    honest = await loop.create_server(_Honest, site.HONEST, site.PORT, backlog=4096)
    sink = await loop.create_server(_Sink, site.SINK, site.PORT, backlog=4096)
    endless = await asyncio.start_server(_endless, site.ENDLESS, site.PORT, backlog=4096)
    ready.set()
    await asyncio.Event().wait()
    del silent, honest, sink, endless


def start():
    """In a process of its own until the program ends."""
    ready = multiprocessing.Event()
    multiprocessing.Process(
        target=lambda: asyncio.run(_serve(ready)), daemon=True, name="peers"
    ).start()
    ready.wait(10)
