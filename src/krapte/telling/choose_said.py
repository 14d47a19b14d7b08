"""A choice in sentences: what the money brings, what holds it back, what else is nearly as good, and what to read.

The number that leads is the one the question asks for: what is reached with the certainty asked, never the middle.
"""

from __future__ import annotations

import numpy as np

from krapte.analysis.choose import feasible, worth
from krapte.analysis.choose.choice import SEARCH, Choice, Kept
from krapte.analysis.choose.question import SIDES
from krapte.words import has, text
from krapte.words.formats import exact, measured, money, number, share

ROUND = 50.0  # vacancies or technician-years: finer than the draws can tell


def sentences(made: Choice, lang: str) -> list[str]:
    """The headline first."""
    told = [headline(made, lang), middle(made.chosen, made, lang), held(made, lang)]
    others = len(made.near) - 1
    told.append(text("choose.alternatives" if others else "choose.no_alternatives", lang, count=others))
    if made.regret is not None:
        told.append(robust(made, lang))
    return told


def headline(made: Choice, lang: str) -> str:
    """What the chosen package reaches for what money, or what money the goal takes."""
    q = made.question
    value = worth.of(made.chosen.found.worth, q)
    goal = "budget" if q.goal is None else "goal"
    eur = q.budget if q.goal is None else feasible.peak(made.chosen.found, q.payer)
    return text(
        f"choose.headline.{goal}.{q.reading}",
        lang,
        money=money(eur or 0.0, lang),
        payer=purse(q.payer, lang),
        n=at_least(value if q.goal is None else q.goal, made, lang),
        by=q.by,
        surely=surely(made, lang),
    )


def at_least(value: float, made: Choice, lang: str) -> str:
    """A worth; a quantile is what is reached at least, a mean is not."""
    n = shown(value, lang)
    return text("choose.least", lang, n=n) if made.question.risk == "quantile" else n


def surely(made: Choice, lang: str) -> str:
    """How sure the number of the headline is."""
    q = made.question
    below = share(1 - q.certainty, lang)
    return text(f"choose.surely.{q.risk}", lang, certainty=share(q.certainty, lang), below=below)


def middle(one: Kept, made: Choice, lang: str) -> str:
    """The median with its interval, and the cost."""
    low, mid, high = np.quantile(one.found.worth, [0.1, 0.5, 0.9])
    median, bottom, top = measured(float(mid), float(low), float(high), lang)
    q = made.question
    public, private = (feasible.peak(one.found, side) for side in ("public", "private"))
    return text(
        f"choose.middle.{q.reading}",
        lang,
        median=median,
        low=bottom,
        high=top,
        public=money(public, lang),
        private=money(private, lang),
    )


def held(made: Choice, lang: str) -> str:
    """What holds the package back."""
    names = [
        text("choose.held.budget", lang)
        if name == made.question.payer and made.question.budget is not None
        else text("choose.held.doses", lang)
        if name == "doses"
        else text("choose.held.limit", lang, name=limit(name, lang))
        for name in made.binding
    ]
    return text("choose.held", lang, names=", ".join(names))


def robust(made: Choice, lang: str) -> str:
    """Which package has the smallest largest regret, and how large that is."""
    assert made.regret is not None
    place = made.regret.robust
    worst = float(made.regret.regret[place].max())
    scenario = made.regret.scenarios[int(made.regret.regret[place].argmax())]
    key = "chosen" if place == 0 else "other"
    return text(
        f"choose.robust.{key}",
        lang,
        name=name(made.near[place].name, lang),
        n=shown(worst, lang),
        scenario=scenario_title(scenario, lang),
    )


def notes(made: Choice, lang: str) -> list[str]:
    """What must be read beside the numbers."""
    told = ["choose.note.model", "choose.note.priced", "choose.note.horizon", "choose.note.costs"]
    lines = [text(key, lang) for key in told]
    lines.append(
        text(
            "choose.note.draws",
            lang,
            search=exact(made.search_draws, lang),
            draws=exact(made.draws, lang),
            runs=number(made.work, lang, 100.0),
        )
    )
    if made.draws <= SEARCH:
        lines.append(text("choose.note.same_draws", lang))
    return lines


def shown(value: float, lang: str) -> str:
    """A worth, rounded."""
    return number(value, lang, ROUND)


def purse(name: str, lang: str) -> str:
    """A payer, or payers together, in words."""
    key = f"choose.purse.{name}"
    return text(key, lang) if has(key, lang) else text(f"payer.{name}", lang)


def limit(name: str, lang: str) -> str:
    """A purse or a side effect in words."""
    return text(f"choose.side.{name}", lang) if name in SIDES else purse(name, lang)


def name(of: str, lang: str) -> str:
    """A kept package: the chosen one, an alternative or one of the front by its number."""
    kind, _, count = of.partition("-")
    return text(f"choose.package.{kind}", lang, count=count)


def scenario_title(of: str, lang: str) -> str:
    """The title of a scenario."""
    from krapte.country import scenarios

    return str(getattr(scenarios.load(of), f"title_{lang}"))
