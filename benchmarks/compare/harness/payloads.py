"""The bytes that go through the proxies."""


def text(size: int) -> bytes:
    """`size` bytes of printable ASCII."""
    alphabet = b"0123456789abcdefghijklmnopqrstuvwxyz-_"
    return (alphabet * (size // len(alphabet) + 1))[:size]


def grpc_message(size: int) -> bytes:
    """A gRPC length-prefixed message: uncompressed, with `size` bytes of payload."""
    return b"\0" + size.to_bytes(4, "big") + text(size)


SMALL = text(100)
MEDIUM = text(16 * 1024)
LARGE = text(1024 * 1024)
UNARY = grpc_message(100)
