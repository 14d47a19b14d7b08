"""The answer as a page of Markdown: the headline, the tables, what to read beside them, the command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from krapte import __version__
from krapte.telling import export, pick, sectors_table, sources_table, why_table
from krapte.telling.grid import Grid
from krapte.telling.headline import headline
from krapte.telling.tables import grids, notes, parts
from krapte.words import text
from krapte.words.formats import exact

if TYPE_CHECKING:
    from krapte.analysis.answer import Answer


def markdown(answer: Answer, lang: str, by: str | None = None) -> str:
    """The summary in one language; ``by`` sector adds the allocation over sectors."""
    head = pick.title(answer, lang) or text("summary.baseline_title", lang)
    told = [f"# {head}", headline(answer, lang)]
    for name in ("vacancies", "shortage"):
        told.append(f"![{text(f'reading.{name}', lang)}]({name}.{lang}.svg)")
    for name in export.pictures(answer):
        told.append(f"![{text(f'picture.{name}', lang)}]({name}.{lang}.svg)")
    for g in [*grids(answer, lang), *parts(answer, lang)]:
        told.append(f"## {g.title}")
        told.append(_table(g))
    told.append("\n".join(f"- {line}" for line in notes(answer, lang)))
    if by == sectors_table.BY:
        told += [part for g in sectors_table.grids(answer, lang) for part in (f"## {g.title}", _table(g))]
        told.append("\n".join(f"- {line}" for line in sectors_table.notes(lang)))
    if answer.why or answer.rests_on:
        reasons = (answer.why, answer.rests_on)
        for g in why_table.grids(*reasons, answer.measures, lang):
            told += [f"## {g.title}", _table(g)]
        told.append("\n".join(f"- {line}" for line in why_table.notes(*reasons, lang)))
    if answer.sources:
        rests_on = sources_table.grid(answer.sources, lang)
        told += [f"## {rests_on.title}", _table(rests_on)]
    told.append(f"## {text('summary.again', lang)}")
    told.append(f"```\n{command(answer)}\n```")
    told.append(made_with(answer, lang))
    return "\n\n".join(told) + "\n"


def command(answer: Answer) -> str:
    """The command that makes this answer again."""
    return str(answer.manifest["command"])


def made_with(answer: Answer, lang: str) -> str:
    """Version and question in one line, for the foot of a page or a chart."""
    return text(
        "summary.made_with",
        lang,
        version=__version__,
        scenario=pick.scenario_title(answer, lang),
        draws=exact(answer.draws, lang),
        seed=answer.seed,
    )


def _table(g: Grid) -> str:
    lines = [g.heads, ["---", *["---:"] * (len(g.heads) - 1)], *g.cells]
    return "\n".join(f"| {' | '.join(cell.replace('|', '/') for cell in line)} |" for line in lines)
