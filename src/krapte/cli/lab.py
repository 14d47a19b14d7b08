"""``krapte lab``: the laboratory as a page, on this computer unless asked otherwise, or as a folder of files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from krapte.cli import options as o
from krapte.cli import run, show
from krapte.figures.errors import InputError
from krapte.words import text

PORT = 8700
PORTS = (0, 65535)
LOOPBACK = "127.0.0.1"
DRAWS = 64  # of a page without a server
FEWEST, MOST = 8, 1000  # fewer can tell no range of 8 in 10; more make a page too heavy to open


def lab(
    host: Annotated[str, typer.Option("--host", help=text("opt.host", o.HELP_LANG))] = LOOPBACK,
    port: Annotated[int, typer.Option("--port", help=text("opt.port", o.HELP_LANG))] = PORT,
    root_path: Annotated[str, typer.Option("--root-path", help=text("opt.root_path", o.HELP_LANG))] = "",
    allow_host: Annotated[
        list[str] | None,
        typer.Option("--allow-host", help=text("opt.allow_host", o.HELP_LANG), show_default=False),
    ] = None,
    export: Annotated[
        Path | None, typer.Option("--export", help=text("opt.lab_export", o.HELP_LANG), show_default=False)
    ] = None,
    draws: Annotated[
        int | None, typer.Option("--draws", help=text("opt.lab_draws", o.HELP_LANG), show_default=str(DRAWS))
    ] = None,
    scenario: o.ScenarioOfPackage = None,
    replace: o.Replace = False,
    lang: o.Lang = None,
) -> None:
    """Serve until interrupted, or write the page without a server and be done."""
    if export is not None:
        _export(export, DRAWS if draws is None else draws, scenario or run.MODERATE, replace, str(lang))
        return
    for option, given in (("--draws", draws), ("--scenario", scenario), ("--replace", replace or None)):
        if given is not None:
            raise InputError("lab_only_export", where=option, found=given, expected="--export")
    o.check_range("lab_port", "--port", port, PORTS)
    from krapte.lab import serve

    path = f"/{root_path.strip('/')}" if root_path.strip("/") else ""

    def tell(address: str) -> None:
        show.out(text("cli.lab_at", str(lang), address=address))
        show.aside(text("cli.lab_stop", str(lang)))

    serve.serve(host, port, allow_host or [], path, tell)


def _export(out: Path, draws: int, scenario: str, replace: bool, lang: str) -> None:
    """The laboratory as a folder of files, written whole or not at all."""
    from krapte.cli.progress import Progress
    from krapte.engine import store

    o.check_range("draws_out_of_range", "--draws", draws, (FEWEST, MOST))
    run.check_scenario(scenario)
    try:
        store.prepare(out, replace)
        with Progress(lang, "cli.progress_steps") as progress:
            from krapte.lab import app, site

            files = site.files(site.Order(scenario=scenario, draws=draws), app.assets(), progress)
        store.write_files(out, files, replace)
    except InputError as error:
        if error.where != "--out":
            raise
        raise InputError(error.code, where="--export", found=error.found, expected=error.expected) from None
    show.out(str(out / "index.html"))
    show.aside(text("cli.written", lang, folder=out, count=len(files)))
