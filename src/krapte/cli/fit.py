"""``krapte fit``: what history taught the parameters, and with ``--out`` the whole fit made again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from krapte.cli import options as o
from krapte.cli import show
from krapte.figures.errors import InputError
from krapte.words import text

Anew = Annotated[
    Path | None, typer.Option("--out", help=text("opt.fit_out", o.HELP_LANG), show_default=False)
]

Made = Annotated[
    int | None, typer.Option("--histories", help=text("opt.histories", o.HELP_LANG), show_default=False)
]
Origins = Annotated[bool, typer.Option("--origins", help=text("opt.fit_origins", o.HELP_LANG))]
HISTORIES = (1, 10_000)


def fit(
    out: Anew = None,
    histories: Made = None,
    origins: Origins = False,
    seed: o.Seed = 1,
    lang: o.Lang = None,
    format: o.Format = "table",
) -> None:
    """Tell the shipped posterior, or make one in a folder; or check on made histories whether it means what it says."""
    o.check_range("seed_out_of_range", "--seed", seed, o.SEEDS)
    if out is None:
        _tell(str(lang), format)
        return
    if not out.is_dir():
        raise InputError("file_not_found", where="--out", found=out, expected="a folder")
    if origins:
        _at_origins(out, str(lang))
    elif histories is None:
        _make(out, seed, str(lang))
    else:
        o.check_range("histories_out_of_range", "--histories", histories, HISTORIES)
        _calibrate(out, histories, seed, str(lang))


def _calibrate(out: Path, histories: int, seed: int, lang: str) -> None:
    """Fit made histories and keep where their truth lies."""
    from krapte.cli.progress import Progress
    from krapte.learning import calibrate, history, keep, posterior
    from krapte.learning.misfit import Misfit

    with Progress(lang) as progress:
        places = calibrate.run(Misfit(history.load()), posterior.load(), seed, histories, progress)
    keep.write({calibrate.TABLE: calibrate.as_csv(places)}, out)
    show.aside(text("cli.written", lang, folder=out, count=1))


def _at_origins(out: Path, lang: str) -> None:
    """Fit each origin of the backtest on what was known then."""
    from krapte.country.origins import ORIGINS
    from krapte.learning import keep, origin_fit, origin_posterior

    files = origin_posterior.files(one for origin in ORIGINS for one in origin_fit.fit(origin, show.aside))
    keep.write(files, out)
    show.aside(text("cli.written", lang, folder=out, count=len(files)))


def _make(out: Path, seed: int, lang: str) -> None:
    """Fit, look at the gates, and only then write."""
    from krapte.learning import fit as fitting
    from krapte.learning import history, keep

    of = history.load()
    files = keep.files(fitting.fit(of, seed, show.aside), of, seed)
    keep.write(files, out)
    show.aside(text("cli.written", lang, folder=out, count=len(files)))


def _tell(lang: str, format: str) -> None:
    from krapte.learning import moved, posterior
    from krapte.telling import fit_table as told

    of, rows = posterior.load(), moved.load()
    if format == "json":
        data: dict[str, Any] = {"schema": show.SCHEMA, "what": "fit", "posterior": of.hash}
        data |= {"answer": " ".join(told.sentences(of, rows, lang)), "manifest": of.manifest}
        data |= {"rows": [row._asdict() for row in rows.values()]}
        show.out(json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False))
    elif format == "csv":
        show.listing("fit", format, lang, [row._asdict() for row in rows.values()], {})
    else:
        for sentence in told.sentences(of, rows, lang):
            show.out(sentence)
        show.out("")
        for grid in (told.quality(of, lang), told.series(of, lang), told.parameters_moved(rows, lang)):
            show.grid(grid)
        for note in told.notes(lang):
            show.console().print(note)
