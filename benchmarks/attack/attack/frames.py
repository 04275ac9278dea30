"""HTTP/2 as bytes, for clients that no library would be."""

import struct

PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
DATA, HEADERS, RESET, SETTINGS, PING, WINDOW_UPDATE, CONTINUATION = 0, 1, 3, 4, 6, 8, 9
END_STREAM, END_HEADERS = 1, 4
INITIAL_WINDOW = 4
LARGEST = 2**31 - 1
DEFAULT_WINDOW = 65_535


def frame(kind, flags, stream, payload=b""):
    length = struct.pack("!I", len(payload))[1:]
    return length + bytes([kind, flags]) + struct.pack("!I", stream) + payload


def settings():
    """All windows as wide as they can be, so that nothing but reading holds an answer back."""
    window = struct.pack("!HI", INITIAL_WINDOW, LARGEST)
    more = struct.pack("!I", LARGEST - DEFAULT_WINDOW)
    return frame(SETTINGS, 0, 0, window) + frame(WINDOW_UPDATE, 0, 0, more)


def _literal(name, value):
    """A field without indexing, its texts as they are (RFC 7541 section 6.2.2)."""
    return b"\0" + bytes([len(name)]) + name.encode() + bytes([len(value)]) + value.encode()


def request(stream, method, host, end):
    fields = {":method": method, ":scheme": "http", ":path": "/", ":authority": host}
    block = b"".join(_literal(*field) for field in fields.items())
    return frame(HEADERS, END_HEADERS | (END_STREAM if end else 0), stream, block)
