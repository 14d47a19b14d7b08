"""Starting and stopping the server."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Callable, Sequence

import uvicorn

from krapte.figures.errors import InputError
from krapte.lab import app as application
from krapte.lab.play import LONGEST

ANY = ("0.0.0.0", "::")
BACKLOG = 512
CONNECTIONS = 1000  # at once, beyond which the server says that it is busy
GRACE = 5  # seconds for answers under way when the server stops


def serve(host: str, port: int, hosts: Sequence[str], root_path: str, tell: Callable[[str], None]) -> None:
    """Serve until interrupted; ``tell`` hears the address once the port is open."""
    own = [] if host in ANY else [host]
    made = application.make([*own, *hosts], root_path)
    config = uvicorn.Config(
        made,
        log_level="warning",
        access_log=False,
        server_header=False,
        ws="websockets-sansio",
        ws_max_size=4 * LONGEST,
        ws_max_queue=8,
        limit_concurrency=CONNECTIONS,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=GRACE,
        proxy_headers=False,
    )
    listening = listen(host, port)
    shown = f"[{host}]" if ":" in host else host
    tell(f"http://{shown}:{listening.getsockname()[1]}{root_path}/")
    with contextlib.suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listening])


def listen(host: str, port: int) -> socket.socket:
    """An open socket; InputError where there cannot be one."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((host, port))
        made.listen(BACKLOG)
    except OSError as error:
        made.close()
        raise InputError(
            "lab_port", where="--port", found=f"{host}:{port}", expected=error.strerror or ""
        ) from None
    made.set_inheritable(True)
    return made
