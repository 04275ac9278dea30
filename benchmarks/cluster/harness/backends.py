"""The endpoints: whichever address is asked, the answer is the name of its backend."""

import asyncio
import threading

from . import site


class _Answer(asyncio.Protocol):
    def __init__(self, name):
        self.answer = b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n" + name.encode()

    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        self.transport.write(self.answer * data.count(b"\r\n\r\n"))


def start():
    """Serves on a thread of its own until the program ends."""
    ready = threading.Event()

    async def serve():
        loop = asyncio.get_running_loop()
        for name, addresses in site.ADDRESSES.items():
            for address in addresses:
                await loop.create_server(lambda name=name: _Answer(name), address, site.PORT)
        ready.set()
        await asyncio.Event().wait()

    threading.Thread(target=lambda: asyncio.run(serve()), daemon=True).start()
    ready.wait(10)
