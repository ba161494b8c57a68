"""Servers on this machine that respond as a test says, byte by byte."""

from __future__ import annotations

import contextlib
import re
import socket
import ssl
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path

CERTIFICATE = Path(__file__).with_name("server.pem")
KEY = "SG_0123456789abcdef"


def box(kind: bytes, content: bytes = b"") -> bytes:
    """A box of an MP4 file."""
    return (8 + len(content)).to_bytes(4, "big") + kind + content


MP4 = box(b"ftyp", b"isom") + box(b"moov", b"index") + box(b"mdat", b"picture" * 100)

Response = Callable[[socket.socket], None]


def raw(*parts: bytes | float) -> Response:
    """Sends bytes, with pauses of so many seconds between them."""

    def send(connection: socket.socket) -> None:
        for part in parts:
            if isinstance(part, bytes):
                connection.sendall(part)
            else:
                time.sleep(part)

    return send


def response(body: bytes = MP4, *, status: int = 200, headers: str = "", content_type: str = "video/mp4") -> Response:
    """A whole response."""
    head = f"HTTP/1.1 {status} Status\r\nContent-Type: {content_type}\r\nContent-Length: {len(body)}\r\n{headers}\r\n"
    return raw(head.encode() + body)


def text(body: str, *, status: int = 400, headers: str = "", content_type: str = "application/json") -> Response:
    """A whole response with text."""
    return response(body.encode(), status=status, headers=headers, content_type=content_type)


class Server:
    """Gives the responses in order; after the last, it closes connections without one."""

    def __init__(self, *responses: Response, tls: bool = False) -> None:
        self.responses = list(responses)
        self.requests: list[bytes] = []
        self.connections = 0
        self._tls: ssl.SSLContext | None = None
        if tls:
            self._tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self._tls.load_cert_chain(CERTIFICATE)
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http{'s' if self._tls else ''}://127.0.0.1:{self.port}"

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection = self._socket.accept()[0]
                self.connections += 1
                threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError), contextlib.closing(connection):
            if self._tls:
                connection = self._tls.wrap_socket(connection, server_side=True)
            with connection:
                self._respond(connection)

    def _respond(self, connection: socket.socket) -> None:
        request = read_request(connection)
        if request:
            self.requests.append(request)
            if self.responses:
                self.responses.pop(0)(connection)

    def close(self) -> None:
        # Unlike closing, this ends a waiting accept.
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()


class Proxy(Server):
    """Tunnels to a server on this machine, whatever host is asked for; wants a login if one is given."""

    def __init__(self, target: Server, authorization: str = "") -> None:
        super().__init__()
        self._target = target
        self._authorization = authorization

    def _respond(self, connection: socket.socket) -> None:
        request = read_request(connection)
        self.requests.append(request)
        if self._authorization and f"Proxy-Authorization: {self._authorization}\r\n".encode() not in request:
            connection.sendall(b"HTTP/1.1 407 Login required\r\nContent-Length: 0\r\n\r\n")
            return
        connection.sendall(b"HTTP/1.1 200 Connected\r\n\r\n")
        with socket.create_connection(("127.0.0.1", self._target.port)) as target:
            threading.Thread(target=_copy, args=(target, connection), daemon=True).start()
            _copy(connection, target)


def _copy(source: socket.socket, destination: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(1 << 16):
            destination.sendall(data)
        destination.shutdown(socket.SHUT_WR)


def read_request(connection: socket.socket) -> bytes:
    """A request with its body; what came of it if the connection was closed."""
    request = b""
    while True:
        head, end, body = request.partition(b"\r\n\r\n")
        length = re.search(rb"content-length: (\d+)", head.lower())
        if end and len(body) >= (int(length[1]) if length else 0):
            return request
        data = connection.recv(1 << 16)
        if not data:
            return request
        request += data


class Routes(Server):
    """Gives the responses of each path in order; the last one is repeated."""

    def __init__(self, routes: Mapping[str, list[Response]]) -> None:
        super().__init__()
        self.routes = dict(routes)

    def _respond(self, connection: socket.socket) -> None:
        request = read_request(connection)
        if request:
            self.requests.append(request)
            responses = self.routes[path_of(request)]
            (responses.pop(0) if len(responses) > 1 else responses[0])(connection)

    def count(self, path: str) -> int:
        """How many requests came for a path."""
        return [path_of(request) for request in self.requests].count(path)


def path_of(request: bytes) -> str:
    """The path of a request, without its query."""
    return request.split(b" ", 2)[1].partition(b"?")[0].decode()
