"""``krapte fit``: what history taught the parameters, and with ``--out`` the whole fit made again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from krapte.cli import options as o
from krapte.cli import show
from krapte.words import text

Anew = Annotated[Path | None, typer.Option("--out", help=text("opt.fit_out", o.HELP_LANG), show_default=False)]


def fit(out: Anew = None, seed: o.Seed = 1, lang: o.Lang = None, format: o.Format = "table") -> None:
    """Tell the shipped posterior, or make one in a folder."""
    if out is None:
        _tell(str(lang), format)
    else:
        o.check_range("seed_out_of_range", "--seed", seed, o.SEEDS)
        _make(out, seed, str(lang))


def _make(out: Path, seed: int, lang: str) -> None:
    """Fit, look at the gates, and only then write."""
    from krapte.figures.errors import InputError
    from krapte.learning import fit as fitting
    from krapte.learning import history, keep, weigh

    if not out.is_dir():
        raise InputError("file_not_found", where="--out", found=out, expected="a folder")
    of = history.load()
    try:
        made = fitting.fit(of, seed, show.aside)
    except weigh.Collapsed as error:
        found = f"{error.effective:.1f}"
        raise InputError("gate_failed", where="fit", found=found, expected=f">= {error.least:.0f}") from None
    keep.write(keep.files(made, of, seed), out)
    show.aside(text("cli.written", lang, folder=out, count=3))


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
