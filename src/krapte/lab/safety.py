"""What keeps the server safe: only known names of the host, nothing from elsewhere on the page, short requests."""

from __future__ import annotations

import json
from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from krapte.figures.errors import InputError
from krapte.lab.told import problem
from krapte.words import explain

LOOPBACK = ("localhost", "127.0.0.1", "::1")
LONGEST_LINK = 8_000  # characters of path and query
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": CSP,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}
REFUSED = {"lab_host": 421, "lab_too_large": 414}
POLICY = 1008  # the WebSocket's code for what is not allowed


class Gate:
    """Lets in what is short and comes under a known name; puts the headers on everything that goes out."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str], root_path: str = "") -> None:
        self.app, self.root_path = app, root_path
        self.hosts = {host.lower() for host in (*LOOPBACK, *hosts)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request or connection."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        refused = self._refused(scope)
        if refused is not None:
            await _refuse(refused, scope, receive, send)
            return

        if self.root_path:  # whether the proxy in front strips the prefix or not
            own = scope["path"].removeprefix(self.root_path) or "/"
            scope = {**scope, "root_path": self.root_path, "path": self.root_path + own}

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
            await send(message)

        await self.app(scope, receive, with_headers)

    def _refused(self, scope: Scope) -> InputError | None:
        headers = Headers(scope=scope)
        length = len(scope["path"]) + len(scope.get("query_string", b""))
        if length > LONGEST_LINK:
            return InputError("lab_too_large", where="link", found=length, expected=f"<= {LONGEST_LINK}")
        found = name_of(headers.get("host", ""))
        if found not in self.hosts:
            return InputError("lab_host", where="host", found=found[:64], expected="--allow-host")
        # A page of another site may not talk to this server in its visitor's name.
        origin = headers.get("origin")
        if scope["type"] == "websocket" and origin and name_of(urlsplit(origin).netloc) not in self.hosts:
            return InputError("lab_host", where="origin", found=origin[:64], expected="--allow-host")
        return None


def name_of(host: str) -> str:
    """The name in a host header, without its port."""
    if host.startswith("["):
        return host[1:].partition("]")[0].lower()
    return host.partition(":")[0].lower()


async def _refuse(error: InputError, scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": POLICY})
        return
    parts = (error.code, error.where, error.found, error.expected, explain(error, "en"))
    body = json.dumps(problem(*parts)).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    headers += [(name.encode(), value.encode()) for name, value in HEADERS.items()]
    await send({"type": "http.response.start", "status": REFUSED[error.code], "headers": headers})
    await send({"type": "http.response.body", "body": body})
