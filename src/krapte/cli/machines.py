"""The options of every command that runs draws: on which machines they run, and whether what ran before is used.

A command says so by ``@runs_draws``; that adds ``--cluster`` and ``--no-store`` to its own options, opens the workshop
around it, and tells at the end what came from the store.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Annotated, Any

import typer

from krapte.cli import options as o
from krapte.cli import show
from krapte.figures.errors import InputError
from krapte.words import text
from krapte.words.formats import exact

if TYPE_CHECKING:
    from krapte.engine.workshop import Workshop

Cluster = Annotated[
    str | None, typer.Option("--cluster", help=text("opt.cluster", o.HELP_LANG), show_default=False)
]
Store = Annotated[bool, typer.Option("--store/--no-store", help=text("opt.store", o.HELP_LANG))]


def runs_draws(command: Callable[..., None]) -> Callable[..., None]:
    """The command with ``--cluster`` and ``--store/--no-store``."""
    return _within(command, {"cluster": (Cluster, None), "store": (Store, True)})


def runs_draws_anew(command: Callable[..., None]) -> Callable[..., None]:
    """The same for a command whose point is to compute again: ``--cluster`` alone, and never a store."""
    return _within(command, {"cluster": (Cluster, None)})


def _within(command: Callable[..., None], more: dict[str, tuple[Any, Any]]) -> Callable[..., None]:
    own = inspect.signature(command, eval_str=True)
    added = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=kind, default=default)
        for name, (kind, default) in more.items()
    ]

    @wraps(command)
    def within(*args: Any, **asked: Any) -> None:
        lang = asked.get("lang") or o.HELP_LANG
        chosen = {name: asked.pop(name, default) for name, (_, default) in more.items()}
        _run(lambda: command(*args, **asked), chosen["cluster"], chosen.get("store", False), lang)

    within.__signature__ = own.replace(  # type: ignore[attr-defined]
        parameters=[*own.parameters.values(), *added]
    )
    return within


def _run(command: Callable[[], None], cluster: str | None, store: bool, lang: str) -> None:
    from krapte.engine import workshop

    with workshop.opened(store=store, cluster=cluster) as made:
        try:
            command()
        except (KeyboardInterrupt, InputError):
            kept = made.store.added if made.opens("store") and made.store else 0
            if kept:
                show.aside(text("cli.store_kept", lang, parts=exact(kept, lang)))
            raise
        finally:
            _told(made, lang)


def _told(made: Workshop, lang: str) -> None:
    """What came from the store, what in it was broken, and whose processors computed."""
    if made.from_store:
        show.aside(text("cli.from_store", lang, draws=exact(made.from_store, lang)))
    if made.opens("store") and made.store and made.store.broken:
        show.aside(text("cli.store_broken", lang, parts=exact(made.store.broken, lang)))
    if made.opens("cluster") and made.cluster and made.cluster.is_of_other_processors:
        show.aside(text("cli.cluster_processors", lang, found=made.cluster.identity.processor))
