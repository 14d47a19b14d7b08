"""Claims of shortage on one ruler: bars at a moment and bars per year, apart, since they cannot be added.

Rows: ``claim``, ``label``, ``panel`` (``stock`` or ``flow``), ``value``, ``unit``. The first bar of a panel is a
published number of the same kind to measure by; each claim's bar is grey, since colour means pillar.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from krapte import figures
from krapte.analysis.claims import Claim
from krapte.telling import chart_rows, draw, export, typeface
from krapte.telling.claims_table import amount, said, whose
from krapte.telling.draw import INK, INK2, INK3, MARGIN, SMALL
from krapte.telling.typeface import BOLD
from krapte.words import text
from krapte.words.formats import exact

PANELS = ("stock", "flow")
COUNTED = ("persons", "persons_per_year", "fte", "vacancies", "vacancies_per_year")
NO_SHORTAGE = ("enrolled", "students")  # told beside a shortage, none themselves
REFERENCE = {"stock": "lm_uwv_vac_tech_2023q4_new", "flow": "lm_vacnew_brc07_BF_2022"}
COLUMNS = ("panel", "claim", "label", "value", "unit")
ROW, THICK, HEAD, WIDE = 21, 12, 34, 960  # pixels
LABELS, VALUES = 430, 170  # room for the words at the left and the numbers at the right
BAR, MEASURE = "#B9C2C9", INK2


def rows(found: Sequence[Claim], lang: str) -> list[dict[str, Any]]:
    """Per panel the published number, then the claims that count people, work or vacancies, largest first."""
    told: list[dict[str, Any]] = []
    for panel in PANELS:
        figure = figures.load()[REFERENCE[panel]]
        label = f"{text(f'claims.chart.reference.{panel}', lang)}, {figure.period}"
        first = {"panel": panel, "claim": REFERENCE[panel], "label": label, "value": figure.value}
        told.append(first | {"unit": figure.unit, "words": exact(figure.value, lang)})
        told += sorted(
            (_row(c, panel, lang) for c in found if _counts(c, panel)), key=lambda row: -row["value"]
        )
    return told


def _counts(claim: Claim, panel: str) -> bool:
    known = claim.ruler is not None and claim.ruler.unit in COUNTED and claim.ruler.value > 0
    short = claim.of == "figures" and claim.reading not in NO_SHORTAGE
    return known and short and claim.on_ruler == panel


def _row(claim: Claim, panel: str, lang: str) -> dict[str, Any]:
    assert claim.ruler is not None  # _counts has seen to it
    kind = claim.ruler.unit.removesuffix("_per_year")
    return {
        "panel": panel,
        "claim": claim.id,
        "label": f"{said(claim, lang)} ({whose(claim, lang)})",
        "value": claim.ruler.value,
        "unit": claim.ruler.unit,
        "words": amount(claim.ruler, kind, lang),
    }


def table(found: Sequence[Claim], lang: str) -> bytes:
    """The rows of the chart as csv."""
    return export.csv_bytes(COLUMNS, rows(found, lang))


def chart(found: Sequence[Claim], lang: str) -> str:
    """The chart as SVG."""
    from altair.utils import schemapi

    made = rows(found, lang)
    sheet = draw.Sheet(WIDE)
    title, lead = text("claims.chart.title", lang), text("claims.chart.lead", lang)
    y = sheet.head(title, lead) + 6
    left, right = MARGIN + LABELS, WIDE - MARGIN - VALUES
    per = (right - left) / max(row["value"] for row in made)  # one scale, so that a person is as wide in both
    for panel in PANELS:
        y += HEAD / 2
        sheet.words(MARGIN, y, text(f"claims.chart.{panel}", lang), weight=BOLD, color=INK)
        y += HEAD / 2
        for row in (row for row in made if row["panel"] == panel):
            _bar(sheet, row, left, left + per * row["value"], y)
            y += ROW
        sheet.line((left, y - ROW / 2 - (len(_of(made, panel)) - 0.5) * ROW), (left, y - ROW / 2), color=INK3)
    told = "; ".join(f"{row['label']}: {row['words']}" for row in made)
    with schemapi.debug_mode(False):
        picture = typeface.svg(chart_rows.finished(sheet, y, ""), lang)
    return draw.accessible(picture, title, f"{lead} {told}", lang)


def _of(made: Sequence[dict[str, Any]], panel: str) -> list[dict[str, Any]]:
    return [row for row in made if row["panel"] == panel]


def _bar(sheet: draw.Sheet, row: dict[str, Any], left: float, end: float, y: float) -> None:
    measure = row["claim"] in REFERENCE.values()
    label = _fitted(row["label"])
    sheet.words(left - 8, y, label, align="right", size=SMALL, color=INK if measure else INK2)
    sheet.box(left, y - THICK / 2, end, y + THICK / 2, fill=MEASURE if measure else BAR)
    sheet.words(end + 6, y, row["words"], size=SMALL, color=INK)


def _fitted(words: str) -> str:
    """Words cut to the room they have."""
    room = LABELS - 12
    if typeface.width(words, SMALL, typeface.REGULAR, typeface.CONDENSED) <= room:
        return words
    while typeface.width(words + "\u2026", SMALL, typeface.REGULAR, typeface.CONDENSED) > room:
        words = words[:-1]
    return words.rstrip(" (,") + "\u2026"
