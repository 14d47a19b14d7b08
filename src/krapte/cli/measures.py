"""``krapte measures``: the measures as a list, or one as the card people see, with its chain of steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from krapte.cli import options as o
from krapte.cli import show
from krapte.cli.machines import runs_draws
from krapte.words import text
from krapte.words.formats import exact, grade, money, share, span, unit

if TYPE_CHECKING:
    from krapte.measures.schema import Measure, Quantity

QUICK = 128  # draws behind the effect on a card


@runs_draws
def measures(
    id: o.Id = None,
    effect: Annotated[
        bool, typer.Option("--effect/--no-effect", help=text("opt.effect", o.HELP_LANG))
    ] = True,
    why: o.Why = False,
    lang: o.Lang = None,
    format: o.Format = "table",
) -> None:
    """All measures as a list, or the card of one with what it does by itself."""
    from krapte.measures import ids, load

    chosen = str(lang)
    found = [load(name) for name in (ids() if id is None else [id])]
    if id is not None and format == "table":
        _card(found[0], chosen)
        if effect:
            _effect(id, chosen, why)
        return
    rows = [m.model_dump(mode="json") for m in found]
    columns = {
        "id": [m.id for m in found],
        "pillar": [text(f"pillar.{m.pillar}", chosen) for m in found],
        "title": [getattr(m.title, chosen) for m in found],
        "dose": [f"{exact(m.dose.default, chosen)} {_words(m.dose.label, chosen)}" for m in found],
    }
    show.listing("measures", format, chosen, rows, columns)


def quantity(q: Quantity, lang: str) -> str:
    """A number with its range, its unit and the letter of its origin."""
    value = exact(q.central, lang, q.unit)
    if q.low is not None and q.high is not None:
        value += f" ({span(exact(q.low, lang, q.unit), exact(q.high, lang, q.unit), lang)})"
    return f"{value} {unit(q.unit, lang)}, {grade(q.grade, lang)}"


def _card(m: Measure, lang: str) -> None:
    show.card(
        [
            ("id", m.id),
            ("title", _words(m.title, lang)),
            ("pillar", text(f"pillar.{m.pillar}", lang)),
            ("explanation", _words(m.explanation, lang)),
            ("department", m.department),
            ("instrument", show.word("instrument", m.instrument, lang)),
            ("budget_article", _article(m, lang)),
            ("payer", ", ".join(show.word("payer", name, lang) for name in m.payers)),
            ("dose", _dose(m, lang)),
            ("start", text("card.start", lang, start=m.timing.start, earliest=m.timing.earliest)),
            ("ramp", quantity(m.timing.ramp_years, lang)),
            ("lag", quantity(m.timing.lag_years, lang)),
            ("realisation", quantity(m.realisation, lang)),
            ("additionality", quantity(m.additionality, lang)),
            ("no_effect", f"{share(m.no_effect.probability, lang)}, {grade(m.no_effect.grade, lang)}"),
            ("reversal", f"{share(m.reversal.per_year, lang)}, {grade(m.reversal.grade, lang)}"),
            ("chain", "\n".join(_step(m, i, lang) for i in range(len(m.chain)))),
            ("moves", "\n".join(_move(move, lang) for move in m.moves)),
            ("cost", "\n".join(_cost(cost, lang) for cost in m.cost)),
            ("side_effects", "\n".join(_side(effect, lang) for effect in m.side_effects)),
            ("limits", ", ".join(m.shares_limit_with)),
            ("evidence", "\n".join(_evidence(e, lang) for e in m.evidence)),
        ],
        lang,
    )


def _effect(id: str, lang: str, why: bool) -> None:
    """What the measure does by itself, on the draws of a quick answer."""
    from rich.text import Text

    from krapte.cli.progress import Progress

    with Progress(lang) as progress:
        from krapte.analysis.laboratory import Laboratory

        made = Laboratory(draws=QUICK).effect(id, progress=progress, why=why)
    from krapte.telling import effect_table as table
    from krapte.telling import tables, why_table

    screen = show.console()
    count = tables.columns_that_fit([table.grid(made, lang)], screen.width)
    screen.print(Text(table.sentence(made, lang)))
    screen.print(tables.drawn(table.grid(made, lang, table.READINGS[:count])))
    for line in [*table.facts(made, lang), text("card.quick", lang, draws=exact(QUICK, lang))]:
        screen.print(Text(line))
    if why:
        for part in why_table.terminal(made.why, made.rests_on, {made.measure: made.title}, lang):
            screen.print(part)


def _article(m: Measure, lang: str) -> str:
    """Chapter and article of the national budget in words; that none was found where there is none."""
    if m.budget_article is None:
        return text("card.no_article", lang)
    chapter, article = m.budget_article.split("-")
    return text("card.article", lang, chapter=chapter, article=article)


def _dose(m: Measure, lang: str) -> str:
    ends = span(exact(m.dose.low, lang), exact(m.dose.high, lang), lang)
    return f"{exact(m.dose.default, lang)} ({ends}) {_words(m.dose.label, lang)}"


def _step(m: Measure, index: int, lang: str) -> str:
    """A step of the chain: its words, and the number they stand for with its grade."""
    step = m.chain[index]
    return f"{index + 1}. {_words(step.title, lang)}: {_number(m, step, lang)}"


def _number(m: Measure, step: Any, lang: str) -> str:
    if step.parameter is not None:
        from krapte.country import parameters

        rows = parameters.find(step.parameter)
        return "; ".join(
            f"{exact(p.central, lang, p.unit)} {unit(p.unit, lang)}, {grade(p.grade, lang)}" for p in rows
        )
    if step.figure is not None:
        from krapte.figures import load

        f = load()[step.figure]
        return f"{exact(f.value, lang, f.unit)} {unit(f.unit, lang)}, {grade(f.grade, lang)} ({f.figure_id})"
    if step.quantity == "dose":
        return _dose(m, lang)
    if step.quantity in ("no_effect", "reversal"):
        chance = m.no_effect.probability if step.quantity == "no_effect" else m.reversal.per_year
        return f"{share(chance, lang)}, {grade(getattr(m, step.quantity).grade, lang)}"
    from krapte.measures.schema import quantities

    found = quantities(m).get(step.quantity)
    return str(step.quantity) if found is None else quantity(found, lang)


def _move(move: Any, lang: str) -> str:
    return f"{move.parameter}: {show.word('how_moved', move.how, lang)} {quantity(move.value, lang)}"


def _cost(cost: Any, lang: str) -> str:
    amounts = money(cost.eur.central, lang)
    if cost.eur.low is not None and cost.eur.high is not None:
        amounts += f" ({span(money(cost.eur.low, lang), money(cost.eur.high, lang), lang)})"
    return text(
        "card.cost",
        lang,
        payer=show.word("payer", cost.payer, lang),
        amount=amounts,
        per=text(f"card.per_{cost.per}", lang, flow=cost.flow or ""),
        year=cost.price_year,
        grade=grade(cost.eur.grade, lang),
    )


def _side(effect: Any, lang: str) -> str:
    return f"{effect.reading.replace('_', ' ')} / {effect.per}: {quantity(effect.value, lang)}"


def _evidence(evidence: Any, lang: str) -> str:
    """What was found, how far that holds here, and in which source, with its letter."""
    from krapte.figures import load

    f = load()[evidence.figure]
    origin = f"{grade(f.grade, lang)}, {f.source.publisher} {f.source.year}: {f.source.title}"
    return f"{evidence.figure}: {_words(evidence.found, lang)} {_words(evidence.transfer, lang)} ({origin})"


def _words(words: Any, lang: str) -> str:
    return str(getattr(words, lang))
