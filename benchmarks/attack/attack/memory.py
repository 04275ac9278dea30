"""Clients who want our memory: they take nothing, or bring everything in the smallest parts."""

import asyncio
import struct

from . import frames, process
from .crowd import connection

# Longer than any timeout that would end them.
HOLD = 90
SMALL_WINDOW = 4096


async def slow_reader():
    async with connection(window=SMALL_WINDOW) as wire:
        await wire.send(b"GET / HTTP/1.1\r\nHost: endless.test\r\n\r\n")
        await asyncio.sleep(HOLD)


async def slow_http2_reader():
    async with connection(window=SMALL_WINDOW) as wire:
        asks = [frames.request(1 + 2 * i, "GET", "endless.test", True) for i in range(20)]
        await wire.send(frames.PREFACE + frames.settings() + b"".join(asks))
        await asyncio.sleep(HOLD)


async def single_bytes():
    async with connection() as wire:
        await wire.send(b"POST / HTTP/1.1\r\nHost: sink.test\r\nContent-Length: 1000000\r\n\r\n")
        for _ in range(HOLD):
            for _ in range(50):
                await wire.send(b"x")
            await asyncio.sleep(1)


async def single_byte_frames():
    async with connection() as wire:
        ask = frames.request(1, "POST", "sink.test", False)
        await wire.send(frames.PREFACE + frames.settings() + ask)
        for _ in range(HOLD):
            await wire.send(frames.frame(frames.DATA, 0, 1, b"x") * 500)
            await asyncio.sleep(1)


async def half_handshake():
    async with connection(process.HTTPS) as wire:
        await wire.send(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03")
        for _ in range(HOLD):
            await wire.send(b"x")
            await asyncio.sleep(1)


def _flood(burst):
    """Sends bursts of what `burst` makes, as often as it may."""

    async def flood():
        async with connection() as wire:
            await wire.send(frames.PREFACE + frames.settings())
            for i in range(10 * HOLD):
                await wire.send(burst(i))
                await asyncio.sleep(0.1)

    return flood


def _resets(i):
    ids = range(1 + 200 * i, 201 + 200 * i, 2)
    cancel = struct.pack("!I", 8)
    return b"".join(
        frames.request(id, "GET", "endless.test", True) + frames.frame(frames.RESET, 0, id, cancel)
        for id in ids
    )


def _continuations(i):
    begin = frames.frame(frames.HEADERS, 0, 1, b"") if i == 0 else b""
    return begin + frames.frame(frames.CONTINUATION, 0, 1, b"\0\1a\1b" * 100) * 20


def _empty_data(i):
    begin = frames.request(1, "POST", "sink.test", False) if i == 0 else b""
    return begin + frames.frame(frames.DATA, 0, 1) * 200


FLOODS = [
    _flood(lambda _: frames.frame(frames.PING, 0, 0, b"12345678") * 200),
    _flood(lambda _: frames.frame(frames.SETTINGS, 0, 0) * 200),
    _flood(lambda _: frames.frame(frames.WINDOW_UPDATE, 0, 0, b"\0\0\0\1") * 200),
    _flood(_resets),
    _flood(_continuations),
    _flood(_empty_data),
]

# 1,500 in all.
MEMBERS = {
    slow_reader: 350,
    slow_http2_reader: 150,
    single_bytes: 300,
    single_byte_frames: 150,
    half_handshake: 400,
    **{flood: 25 for flood in FLOODS},
}
