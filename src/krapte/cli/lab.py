"""``krapte lab``: the laboratory as a page, on this computer unless another address is asked."""

from __future__ import annotations

from typing import Annotated

import typer

from krapte.cli import options as o
from krapte.cli import show
from krapte.words import text

PORT = 8700
PORTS = (0, 65535)
LOOPBACK = "127.0.0.1"


def lab(
    host: Annotated[str, typer.Option("--host", help=text("opt.host", o.HELP_LANG))] = LOOPBACK,
    port: Annotated[int, typer.Option("--port", help=text("opt.port", o.HELP_LANG))] = PORT,
    root_path: Annotated[str, typer.Option("--root-path", help=text("opt.root_path", o.HELP_LANG))] = "",
    allow_host: Annotated[
        list[str] | None,
        typer.Option("--allow-host", help=text("opt.allow_host", o.HELP_LANG), show_default=False),
    ] = None,
    lang: o.Lang = None,
) -> None:
    """Serve until interrupted."""
    o.check_range("lab_port", "--port", port, PORTS)
    from krapte.lab import serve

    path = f"/{root_path.strip('/')}" if root_path.strip("/") else ""

    def tell(address: str) -> None:
        show.out(text("cli.lab_at", str(lang), address=address))
        show.aside(text("cli.lab_stop", str(lang)))

    serve.serve(host, port, allow_host or [], path, tell)
