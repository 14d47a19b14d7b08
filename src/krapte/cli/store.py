"""``krapte store show`` and ``clear``: what is kept of earlier runs, so that nothing is run twice."""

from __future__ import annotations

from typing import Any

import typer

from krapte.cli import options as o
from krapte.cli import show
from krapte.words import text
from krapte.words.formats import exact, number

MEGABYTE = 1e6

app = typer.Typer(
    help=text("cli.store", o.HELP_LANG),
    add_completion=False,
    rich_markup_mode=None,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.command("show", help=text("cli.store_show", o.HELP_LANG))
def show_(lang: o.Lang = None, format: o.Format = "table") -> None:
    """Where the store is, what it holds and how much it may hold."""
    from krapte.engine import part_store

    told, store = str(lang), part_store.opened(make=False)
    if store is None:
        _say_off(told, format)
        return
    held = store.content()
    if format != "table":
        row: dict[str, Any] = {"folder": str(store.folder), "files": held.files, "bytes": held.bytes}
        show.listing("store", format, told, [row | {"largest_bytes": store.largest}], {})
        return
    show.out(text("store.folder", told, folder=store.folder))
    show.out(
        text(
            "store.held",
            told,
            files=exact(held.files, told),
            size=number(held.bytes / MEGABYTE, told),
            largest=number(store.largest / MEGABYTE, told),
        )
    )


@app.command("clear", help=text("cli.store_clear", o.HELP_LANG))
def clear(lang: o.Lang = None, format: o.Format = "table") -> None:
    """Throw away all that is kept; the next command runs everything anew."""
    from krapte.engine import part_store

    told, store = str(lang), part_store.opened(make=False)
    if store is None:
        _say_off(told, format)
        return
    went = store.clear()
    if format != "table":
        row = {"folder": str(store.folder), "files": went.files, "bytes": went.bytes}
        show.listing("store", format, told, [row], {})
        return
    size = number(went.bytes / MEGABYTE, told)
    show.out(text("store.cleared", told, files=exact(went.files, told), size=size))


def _say_off(lang: str, form: str) -> None:
    if form == "table":
        show.out(text("store.off", lang))
    else:
        show.listing("store", form, lang, [], {})
