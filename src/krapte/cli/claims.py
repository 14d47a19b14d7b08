"""``krapte claims``: what figures say of the facts in the position paper, and of the shortages that are claimed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from krapte.cli import options as o
from krapte.cli import show
from krapte.words import text

if TYPE_CHECKING:
    from krapte.analysis.claims import Claim

OF = ("paper", "figures")

Of = Annotated[str | None, typer.Option("--of", help=text("opt.of", o.HELP_LANG), show_default=False)]


def claims(
    of: Of = None,
    lang: o.Lang = None,
    format: o.Format = "table",
    out: o.Out = None,
    replace: o.Replace = False,
) -> None:
    """The sentences, the claims on the ruler, what stands beside them, and what follows."""
    if of is not None:
        o.check_choice("claims_unknown_of", "--of", of, OF)
    if out is not None:
        from krapte.engine import store

        store.prepare(out, replace)
    from krapte.analysis.claims import read
    from krapte.telling import claims_table as told

    chosen, lists = str(lang), (of,) if of else OF
    found = [claim for claim in read() if claim.of in lists]
    if format == "json":
        data = {"schema": show.SCHEMA, "what": "claims"}
        data |= {"answer": {name: told.sentence(found, name, chosen) for name in lists}}  # type: ignore[dict-item]
        data |= {"rows": told.rows(found, chosen), "lines": told.line_rows(found, chosen)}  # type: ignore[dict-item]
        show.out(json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False))
    elif format == "csv":
        show.listing("claims", format, chosen, told.rows(found, chosen), {})
    else:
        _tables(found, lists, chosen)
    if out is not None:
        _keep(out, found, lists, replace)


def _keep(out: Path, found: Sequence[Claim], lists: Sequence[str], replace: bool) -> None:
    """Tables, the chart of the ruler in both languages, arrays and manifest, written whole or not at all."""
    from krapte.analysis import claims_store
    from krapte.engine import store
    from krapte.telling import claims_table as told
    from krapte.telling import export
    from krapte.words import LANGUAGES

    files: dict[str, bytes] = {}
    for lang in LANGUAGES:
        for name, rows in (("claims", told.rows(found, lang)), ("lines", told.line_rows(found, lang))):
            files[f"{name}.{lang}.csv"] = export.csv_bytes(list(rows[0]), rows)
        if "figures" in lists:
            from krapte.telling import chart_claims

            files[f"ruler.{lang}.svg"] = chart_claims.chart(found, lang).encode()
            files[f"ruler.{lang}.csv"] = chart_claims.table(found, lang)
    results = claims_store.results(found)
    store.write(out, files, results, claims_store.manifest_of(lists, results), replace)


def _tables(found: Sequence[Claim], lists: Sequence[str], lang: str) -> None:
    from rich.text import Text

    from krapte.telling import claims_table as told

    screen = show.console()
    for name in lists:
        screen.print(Text(told.sentence(found, name, lang)))
    for name in lists:
        screen.print()
        show.grid(told.grid(found, name, lang))
        for claim in (claim for claim in found if claim.of == name):
            _details(claim, lang)
    screen.print()
    for note in told.notes(lang):
        screen.print(Text(note))


def _details(claim: Claim, lang: str) -> None:
    """The reason of a verdict and its lines; a claim on years to come without lines has told all already."""
    from rich.padding import Padding
    from rich.text import Text

    from krapte.telling import claims_table as told

    if claim.rule == "coming" and not claim.lines:
        return
    screen = show.console()
    screen.print(Text(f"{told.said(claim, lang)} ({told.whose(claim, lang)})", style="bold"))
    parts = told.details(claim, lang)
    for line in parts["beside"]:
        screen.print(Padding(Text(line), (0, 0, 0, 2)))
    if parts["follows"]:
        screen.print(Padding(Text(text("claims.title.follows", lang) + ":"), (0, 0, 0, 2)))
    for line in parts["follows"]:
        screen.print(Padding(Text(line), (0, 0, 0, 4)))
