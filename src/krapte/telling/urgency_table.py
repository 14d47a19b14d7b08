"""Which groups are tightest, told: a sentence, tables with value and rank per scale, chances of ranks, and notes.

The sentence is made by rule from the standings: the groups that were asked for by verdict, then which others are high
as well. No scale is added to another, so no group has a score.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from krapte import figures
from krapte.analysis.urgency import ASKED, DRAWS, KINDS, Place, Scale, Standing, Urgency
from krapte.telling.grid import Grid
from krapte.words import text
from krapte.words.formats import exact, grade, number, share, span, unit

VERDICTS = ("high", "middle", "low", "mixed")
LEADING = (1, 2, 3)  # ranks that are counted one by one
FEW = 1000.0  # below it a value is shown with its decimals
NOTHING = "\u2013"
HARD_TO_FILL = "teach_hardvac_math"  # what the scales miss of education
SMALL = 0.005  # a chance that a whole percent would round away


def sentence(urgency: Urgency, lang: str) -> str:
    """What the scales say of the groups that were asked for, in one sentence."""
    asked = [s for s in urgency.standings if s.group in ASKED]
    parts = []
    for verdict in VERDICTS:
        groups = [s for s in asked if s.verdict == verdict]
        if groups:
            parts.append(text(f"urgency.said.{verdict}", lang, groups=_names(groups, lang)))
    opening = "alike" if len({s.verdict for s in asked}) == 1 else "unlike"
    others = [s for s in urgency.standings if s.group not in ASKED and s.verdict == "high"]
    also = text("urgency.said.also", lang, groups=_names(others, lang)) if others else ""
    return text(f"urgency.said.{opening}", lang, parts=", ".join(parts), also=also)


def _names(standings: Sequence[Standing], lang: str) -> str:
    names = [text(f"urgency.group.{s.group}", lang) for s in standings]
    return text("urgency.and", lang, first=", ".join(names[:-1]), last=names[-1]) if names[1:] else names[0]


def values(urgency: Urgency, lang: str) -> Grid:
    """Groups down, scales across: the value and in brackets the rank, or the letter of what is only shown."""
    heads = [text("urgency.group", lang)]
    heads += [f"{text(f'urgency.scale.{scale.id}', lang)} {scale.date}" for scale in urgency.scales]
    cells = [
        [
            text(f"urgency.group.{s.group}", lang),
            *(_cell(urgency, c.id, s.group, lang) for c in urgency.scales),
        ]
        for s in urgency.standings
    ]
    return Grid(text("urgency.title.values", lang), heads, cells)


def _cell(urgency: Urgency, scale: str, group: str, lang: str) -> str:
    place = urgency.at(scale, group)
    if place is None:
        return NOTHING
    after = place.grade if place.rank is None else f"{place.rank}{'=' if place.tied else ''}"
    return f"{value(place, lang)} ({after})"


def value(place: Place, lang: str) -> str:
    """The value of a place; one at which the scale stops counting is that or more."""
    if place.high is None:
        return "\u2265" + exact(place.value, lang)
    if len(place.figures) > 1:  # computed: no more digits than its figures bear
        return number(place.value, lang)
    return exact(place.value, lang) if place.value < FEW else number(place.value, lang, 100.0)


def together(urgency: Urgency, lang: str) -> Grid:
    """A line per group: on how many scales it is first, second, third or lower, and whether the scales agree."""
    heads = [text("urgency.group", lang)]
    heads += [text(f"urgency.rank.{rank}", lang) for rank in LEADING]
    heads += [text(f"urgency.{name}", lang) for name in ("lower", "scales", "verdict")]
    cells = []
    for s in urgency.standings:
        leading = [s.times.get(rank, 0) for rank in LEADING]
        counts = [*leading, s.ranked - sum(leading), s.ranked]
        verdict = text(f"urgency.verdict.{s.verdict}", lang, count=len(s.bands))
        cells.append([text(f"urgency.group.{s.group}", lang), *map(str, counts), verdict])
    return Grid(text("urgency.title.together", lang), heads, cells)


def scales(urgency: Urgency, lang: str) -> Grid:
    """A line per scale: what it counts, its unit, source, letter, and how far a value may be off."""
    heads = [text(f"urgency.{name}", lang) for name in ("scale", "date", "kind", "counts", "unit")]
    heads += [text(f"urgency.{name}", lang) for name in ("source", "grade", "error")]
    cells = [[*_about(scale, lang), *_rests_on(urgency, scale, lang)] for scale in urgency.scales]
    return Grid(text("urgency.title.scales", lang), heads, cells)


def _about(scale: Scale, lang: str) -> list[str]:
    return [
        text(f"urgency.scale.{scale.id}", lang),
        scale.date,
        text(f"urgency.kind.{scale.kind}", lang),
        text(f"urgency.counts.{scale.counts}", lang),
        unit(scale.unit, lang),
    ]


def _rests_on(urgency: Urgency, scale: Scale, lang: str) -> list[str]:
    places = [p for p in urgency.places if p.scale == scale.id and p.rank is not None]
    sources = dict.fromkeys(f"{f.source.publisher} {f.source.year}" for p in places for f in p.figures)
    hows = dict.fromkeys(text(f"how.{p.how}", lang) for p in places)
    letters = ", ".join(dict.fromkeys(grade(p.grade, lang) for p in places))
    return ["; ".join(sources), f"{letters}: {', '.join(hows)}", _error(scale, lang)]


def _error(scale: Scale, lang: str) -> str:
    if scale.cap is not None:
        return text("urgency.error.cap", lang, cap=exact(scale.cap, lang))
    size = share(scale.error, lang)
    if not scale.step:
        return text("urgency.error.share", lang, size=size)
    return text("urgency.error.rounded", lang, size=size, step=exact(scale.step / 2, lang))


def chances(urgency: Urgency, lang: str) -> Grid:
    """Scales and groups down, ranks across: the chance of each rank."""
    most = max(len(place.chances) for place in urgency.places)
    heads = [text("urgency.scale", lang), text("urgency.group", lang), *map(str, range(1, most + 1))]
    cells = [
        [
            text(f"urgency.scale.{p.scale}", lang),
            text(f"urgency.group.{p.group}", lang),
            *(chance_of(chance, lang) for chance in p.chances),
            *[NOTHING] * (most - len(p.chances)),
        ]
        for p in urgency.places
        if p.rank is not None
    ]
    return Grid(text("urgency.title.chances", lang, draws=exact(DRAWS, lang)), heads, cells)


def chance_of(chance: float, lang: str) -> str:
    """A chance as a whole percent; a small one is never shown as none, nor a large one as certain."""
    if 0 < chance < SMALL:
        return "<" + share(0.01, lang)
    return ">" + share(0.99, lang) if 1 - SMALL < chance < 1 else share(chance, lang)


def notes(urgency: Urgency, lang: str) -> list[str]:
    """What must be read beside the ranks: what differs between scales, what is only shown, what is missing."""
    hard = figures.load()[HARD_TO_FILL]
    also = {"share": share(hard.value, lang), "year": hard.period, "figure": HARD_TO_FILL}
    told = [text(f"urgency.note.{name}", lang, **also) for name in NOTES]
    told += [_shown(place, lang) for place in urgency.places if place.rank is None]
    return [*told, text("urgency.note.missing", lang)]


NOTES = ("read", "verdict", "groups", *KINDS, "tension", "education", "assumption")


def _shown(place: Place, lang: str) -> str:
    ends = ""
    if place.high is not None and place.figures[0].may_be_drawn:
        ends = f" ({span(number(place.low, lang), number(place.high, lang), lang)})"
    return text(
        "urgency.note.shown",
        lang,
        scale=text(f"urgency.scale.{place.scale}", lang),
        group=text(f"urgency.group.{place.group}", lang),
        value=value(place, lang) + ends,
        grade=grade(place.grade, lang),
        figure=" / ".join(figure.figure_id for figure in place.figures),
    )


def rows(urgency: Urgency) -> list[dict[str, Any]]:
    """Tidy rows, one per figure on a scale; without a rank the figure is only shown."""
    units = {scale.id: scale for scale in urgency.scales}
    most = max(len(place.chances) for place in urgency.places)
    return [
        {
            "scale": p.scale,
            "date": units[p.scale].date,
            "kind": units[p.scale].kind,
            "counts": units[p.scale].counts,
            "group": p.group,
            "value": p.value,
            "low": p.low,
            "high": p.high,
            "unit": units[p.scale].unit,
            "rank": p.rank,
            "tied": p.tied,
            **{f"chance_{k + 1}": p.chances[k] if k < len(p.chances) else None for k in range(most)},
            "grade": p.grade,
            "how": p.how,
            "source": "; ".join(
                dict.fromkeys(_source(f.source.publisher, f.source.title) for f in p.figures)
            ),
            "figure": " / ".join(figure.figure_id for figure in p.figures),
        }
        for p in urgency.places
    ]


def _source(publisher: str, title: str) -> str:
    return f"{publisher}, {title}"


def standings(urgency: Urgency) -> list[dict[str, Any]]:
    """What the scales say together of each group, as plain data."""
    return [
        {
            "group": s.group,
            "scales": s.ranked,
            "times": {str(rank): s.times[rank] for rank in sorted(s.times)},
            "places": s.bands,
            "verdict": s.verdict,
        }
        for s in urgency.standings
    ]
