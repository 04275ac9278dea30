"""Whoever may store objects, or reach the webhook, against the controller's own work."""

import asyncio
import http.client
import itertools
import json
import ssl

from . import process
from .crowd import connection

GARBAGE = [
    b"{}", b"[]", b"5", b"null", b'"', b"{" * 5000, b"[" * 100_000, b'{"request":' * 300,
    b'{"request":{"uid":"1"}}', b'{"request":{"uid":"1","object":{"kind":"Ingress"}}}',
    b'{"request":{"uid":"1","object":{"kind":"Ingress","spec":5}}}', b"\0" * 1000,
    b'{"request":{"uid":"' + b"x" * 500_000 + b'"}}',
]  # fmt: skip
PATH = "/networking/v1/ingresses"
_turn = itertools.count()


def _tls():
    tls = ssl.create_default_context()
    tls.check_hostname = False
    tls.verify_mode = ssl.CERT_NONE
    return tls


def _head(length):
    head = "POST %s HTTP/1.1\r\nHost: naru\r\nContent-Type: application/json\r\n" % PATH
    return head.encode() + b"Content-Length: %d\r\n\r\n" % length


async def half_open():
    async with connection(process.WEBHOOK) as wire:
        await wire.send(b"\x16\x03\x01\x02\x00\x01\x00")
        await asyncio.wait_for(wire.ended(), 60)


async def garbage():
    reader, writer = await asyncio.open_connection("127.0.0.1", process.WEBHOOK, ssl=_tls())
    try:
        for _ in range(20):
            body = GARBAGE[next(_turn) % len(GARBAGE)]
            writer.write(_head(len(body)) + body)
            await asyncio.wait_for(reader.read(65536), 10)
    except asyncio.TimeoutError:
        pass
    finally:
        writer.close()


async def cut_off():
    _, writer = await asyncio.open_connection("127.0.0.1", process.WEBHOOK, ssl=_tls())
    writer.write(_head(1_000_000) + b"{")
    await asyncio.sleep(1)
    writer.close()


MEMBERS = {half_open: 300, garbage: 10, cut_off: 50}


def answers_a_review():
    """Whether the webhook still says yes to an Ingress that nobody could refuse."""
    ingress = {
        "apiVersion": "networking.k8s.io/v1",
        "kind": "Ingress",
        "metadata": {"namespace": "attack", "name": "review"},
        "spec": {"ingressClassName": "nginx", "rules": [{"host": "review.test"}]},
    }
    kind = {"group": "networking.k8s.io", "version": "v1", "kind": "Ingress"}
    request = {"uid": "1", "kind": kind, "operation": "CREATE", "namespace": "attack",
               "name": "review", "object": ingress}  # fmt: skip
    review = {"apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview", "request": request}
    client = http.client.HTTPSConnection("127.0.0.1", process.WEBHOOK, timeout=10, context=_tls())
    try:
        client.request("POST", PATH, json.dumps(review), {"Content-Type": "application/json"})
        return json.load(client.getresponse())["response"]["allowed"]
    except (OSError, ValueError, KeyError):
        return False
    finally:
        client.close()
