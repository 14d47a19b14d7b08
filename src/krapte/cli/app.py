"""The Typer application: all commands, and the one place where an error becomes a line and an exit code.

Exit codes: 0 good, 2 bad input, 3 a run that broke a rule of the model, 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any

import typer
from typer.core import TyperGroup

from krapte.cli import (
    agenda,
    answer,
    backtest,
    baseline,
    brief,
    calendar,
    check,
    choose,
    claims,
    effect,
    figures,
    fit,
    gaps,
    lab,
    law,
    measures,
    monitor,
    packages,
    parameters,
    replay,
    split,
    store,
    urgency,
    worth,
)
from krapte.cli.options import HELP_LANG, lang_of
from krapte.figures.errors import InputError, InvariantError
from krapte.words import explain, text

BAD_INPUT, BROKEN, INTERRUPTED = 2, 3, 130
# Typer's own errors by class name: the classes themselves are private to it.
USAGE = {
    "NoSuchOption": "usage_unknown_option",
    "NoSuchCommand": "usage_unknown_command",
    "MissingParameter": "usage_missing",
    "BadParameter": "usage_bad_value",
}


class Commands(TyperGroup):
    """The group of commands, with errors told in the reader's language on one line."""

    def make_context(self, *args: Any, **extra: Any) -> Any:
        """Read the options before the command; a wrong one is told like any other mistake."""
        try:
            return super().make_context(*args, **extra)
        except typer.TyperException as error:
            _leave(explain(_usage(error), HELP_LANG), BAD_INPUT)

    def invoke(self, ctx: Any) -> Any:
        """Run the chosen command; any known error leaves as one line on stderr and its exit code."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
            return result
        except InputError as error:
            _leave(_all_of(error, lang_of(ctx)), BAD_INPUT)
        except InvariantError as error:
            _leave(explain(error, lang_of(ctx)), BROKEN)
        except typer.TyperException as error:
            _leave(explain(_usage(error), lang_of(ctx)), BAD_INPUT)
        except KeyboardInterrupt:
            _leave(text("cli.interrupted", lang_of(ctx)), INTERRUPTED)
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(0) from None


def _all_of(error: InputError, lang: str) -> str:
    """The first error of a file, and how many more ``krapte check`` would tell."""
    more = len(getattr(error, "errors", (error,))) - 1
    rest = f" ({text('cli.more_errors', lang, count=more)})" if more else ""
    return explain(error, lang) + rest


def _leave(message: str, code: int) -> None:
    typer.echo(f"krapte: {message}", err=True)
    raise typer.Exit(code) from None


def _usage(error: Any) -> InputError:
    """A mistake on the command line as an InputError: which option or argument, and what Typer says of it."""
    code = USAGE.get(type(error).__name__, "usage_other")
    parameter = getattr(error, "param", None)
    where = "/".join(parameter.opts) if parameter is not None else ""
    if code == "usage_bad_value" and parameter is not None:
        return InputError(code, where=where, expected=parameter.type_descriptor.annotation.__name__)
    found = str(getattr(error, "option_name", "") or error.message)
    if "No such command" in found:
        code, found = "usage_unknown_command", found.split("'")[1]
    return InputError(code, where=where, found=found.rstrip("."))


def _version(value: bool) -> None:
    if value:
        from krapte import __version__

        typer.echo(f"krapte {__version__}")
        raise typer.Exit


# rich_markup_mode=None: help without rich is three times as quick.
app = typer.Typer(
    cls=Commands,
    name="krapte",
    help=text("cli.help", HELP_LANG),
    epilog=text("cli.epilog", HELP_LANG),
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def _root(
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help=text("cli.version", HELP_LANG)
    ),
) -> None:
    """The options before a command."""


COMMANDS: dict[str, Callable[..., None]] = {
    "baseline": baseline.baseline,
    "answer": answer.answer,
    "effect": effect.effect,
    "split": split.split,
    "worth-of-knowing": worth.worth,
    "choose": choose.choose,
    "brief": brief.brief,
    "calendar": calendar.calendar,
    "monitor": monitor.monitor,
    "figures": figures.figures,
    "parameters": parameters.parameters,
    "law": law.law,
    "urgency": urgency.urgency,
    "gaps": gaps.gaps,
    "claims": claims.claims,
    "fit": fit.fit,
    "backtest": backtest.backtest,
    "measures": measures.measures,
    "packages": packages.packages,
    "check": check.check,
    "replay": replay.replay,
    "lab": lab.lab,
}
for name, command in COMMANDS.items():
    app.command(name, help=text(f"cli.{name}", HELP_LANG))(command)
app.add_typer(agenda.app, name="agenda")
app.add_typer(store.app, name="store")
