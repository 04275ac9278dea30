"""Clients who want our descriptors: idle ones, and whatever makes us open connections."""

import asyncio

from . import process, site
from .crowd import connection


async def idle():
    async with connection() as wire:
        await wire.send(b"GET / HTTP/1.1\r\nHost: honest.test\r\n\r\n")
        await wire.ended()


async def idle_handshake():
    async with connection(process.HTTPS) as wire:
        await wire.ended()


async def loop():
    async with connection() as wire:
        await wire.send(b"GET / HTTP/1.1\r\nHost: %s\r\n\r\n" % site.LOOP_HOST.encode())
        await wire.ended()


async def to_the_silent():
    async with connection() as wire:
        await wire.send(b"GET / HTTP/1.1\r\nHost: silent.test\r\n\r\n" * 4)
        await asyncio.wait_for(wire.ended(), 30)


# More than there are descriptors.
MEMBERS = {idle: 3000, idle_handshake: 1500, loop: 100, to_the_silent: 400}
