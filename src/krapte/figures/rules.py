"""Two fields that no source prints, found by rule at import: ``how`` and ``bound_type``.

Each rule is a small function that looks at one raw row (description, locator, note, grade, and the reason
of a correction where there was one) and at its source. :func:`how` and :func:`bound_type` ask them in turn;
the first that answers decides. The kind has a module of its own, :mod:`krapte.figures.kinds`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

Row = Mapping[str, str]

ASSUMING = frozenset({"assume", "EEI_OWN", "cass", "team"})
"""Sources that are our own assumptions throughout."""
REMEMBERED = frozenset({"own", "own_knowledge", "know", "bknow", "gp_know", "EEI_LIT", "aow_law"})
"""Sources that are memory of a publication (grade B) or an assumption (grade C)."""
COMPUTING = frozenset({"derived", "uwv_chain"})
"""Sources that are our own arithmetic."""

_CHOSEN = re.compile(
    r"middle of the (stated|published) range|midpoint|chosen point|\bpoint\b[^;|]* ours"
    r"|(our|own) (reading|coding|estimate)"
    r"|scale ours|class by us|number is ours|: our assumption|assumed unchanged",
    re.IGNORECASE,
)
_DIGITISED = re.compile(r"digiti[sz]ed|read off", re.IGNORECASE)
_DERIVED = re.compile(
    r"\bderived\b(?! (motive|purpose))|\b(re)?computed\b|back-calculated|backed out|own regression|interpolat"
    r"|\bquotient\b|\bproduct \d|product of|divided by|difference of two|\bresidual\b|\bchained from\b"
    r"|\bsum of (?!three nationality|levels)|\bsum over\b|^sum$|weighted tabulation|\binferred\b",
    re.IGNORECASE,
)
_FORMULA = re.compile(r"\d[\d.,]*( ?(mln|bn|m|k|thousand|h))? ?(\*|/| x )\s?\(?\d[\d.,]+(?!/\d)")
_DATE_OR_SIZE = re.compile(
    r"\b(19|20)\d\d/\d\d\b|\b\d{1,2}/\d{1,2}/\d{2,4}\b|https?://\S+|\b[a-z]\w*\.[a-z]+/\S+"
)
_NOT_OPENED = re.compile(
    r"not opened|own knowledge|report itself|news|teaser|secondary|second-hand", re.IGNORECASE
)
_REPRINT = re.compile(r"\((?!for |authors|via cedanl|PDOK)[^)]+\)|\bvia\b|press", re.IGNORECASE)
_OWN_CUSTOM = re.compile(
    r"^(Techniekpact|Onderwijs in cijfers|OCW|VHTO|CBS|CPB|ESB|Iacovone|Techniek Nederland|Wij Techniek|QuBe)"
)
_INTERVAL = re.compile(
    r"9[05] (%|per ?cent) interval|95 %|67 %|jackknife|standard error|confidence|sampling|round(ed|ing)",
    re.IGNORECASE,
)
_QUANTILE = re.compile(
    r"\bp(25|75)\b|quartile|percentile|quantile|per ?cent range of true effects", re.IGNORECASE
)
_ITEMS = re.compile(
    r"lowest and highest|range over|two statements of|second source prints|summaries disagree|low = four"
    r"|small \d+, medium|\d+ and \d+ percent packages|abstract -?\d",
    re.IGNORECASE,
)

ITEM_RANGES = {
    "ip_labmig_ser_low": "two counts with different definitions",
    "pd.p3.mck.time": "spread over projects",
    "pd.climate.ecn.gross": "spread over packages of the agreement",
    "pd.climate.ecn.loss": "spread over packages of the agreement",
    "pd.climate.ecn.net": "spread over packages of the agreement",
    "ad_stop_2022": "spread over cohorts or institutions, not named",
    "mbo_bblfactor_text": "present and proposed weight",
    "ip_thr_plan_u30": "two announcements",
}
"""Ranges whose nature no word of the row tells: read one by one."""


def _words(row: Row) -> str:
    return " | ".join((row["locator"], row["note"], row.get("reason", "")))


# --- how


def has_formula(row: Row) -> bool:
    """Whether locator or description shows one computation (``105000 x 0.9``), not a list of several."""
    shown = _DATE_OR_SIZE.sub(" ", f"{row['locator']} | {row['description']}")
    return ";" not in shown and _FORMULA.search(shown) is not None


def is_chosen(row: Row) -> bool:
    """A point of our own choice: said so in words, or an assumption that is no computation.

    Rows of grade C out of memory are assumptions too; of grade B they are remembered facts.
    """
    if _CHOSEN.search(_words(row)):
        return True
    assumed = row["source_id"] in ASSUMING or (row["source_id"] in REMEMBERED and row["grade"] == "C")
    return assumed and not (has_formula(row) or _DERIVED.search(row["locator"]))


def is_digitised(row: Row, source: Row) -> bool:
    """Measured on a chart: said in the row, or of a source that prints no numbers beside its charts."""
    if _DIGITISED.search(_words(row)):
        return True
    said = f"{source['how_read']} {source['note']}"
    return _DIGITISED.search(said) is not None and "printed" not in said


def is_derived(row: Row, source: Row) -> bool:
    """Computed by us: the source is our arithmetic, or locator or note name an operation."""
    if row["source_id"] in COMPUTING or source["how_read"] in {"calculation", "arithmetic"}:
        return True
    return _DERIVED.search(_words(row)) is not None or has_formula(row)


def is_second_hand(row: Row, source: Row) -> bool:
    """The original was not opened: grade B, a press page or digest, or a publisher that reprints another.

    Copies of whole data files stay ``read``, and so do institutes that publish tables made for them by CBS.
    """
    said = f"{source['how_read']} {source['note']}"
    if row["grade"] == "B" or row["source_id"] in REMEMBERED:
        return True
    if re.search(r"file|fetched|rows read", source["how_read"]):
        return "second" in source["note"]
    publisher = source["publisher"]
    own_table = _OWN_CUSTOM.match(publisher) is not None and " via " not in publisher
    return _NOT_OPENED.search(said) is not None or (_REPRINT.search(publisher) is not None and not own_table)


def how(row: Row, source: Row) -> str:
    """How the number came to us: chosen_point, digitised, derived, second_hand or read."""
    if is_chosen(row):
        return "chosen_point"
    if is_digitised(row, source):
        return "digitised"
    if is_derived(row, source):
        return "derived"
    return "second_hand" if is_second_hand(row, source) else "read"


# --- bound_type


def is_quantile(row: Row) -> bool:
    """Low and high are quantiles of a distribution over persons, firms or settings."""
    return _QUANTILE.search(row["note"]) is not None


def is_interval(row: Row) -> bool:
    """Words of sampling or rounding: certainly uncertainty of one number."""
    return _INTERVAL.search(f"{row['note']} {row.get('reason', '')}") is not None


def is_item_range(row: Row) -> bool:
    """Low and high belong to different items, estimates, scenarios or definitions, or one end is open."""
    if not (row["low"] and row["high"]) or row["figure_id"] in ITEM_RANGES:
        return True
    if row["figure_id"].startswith(("dem_sc2050_", "lm_excessvac_")):
        return True  # a corridor of policy, and other frictional benchmarks: choices, not chances
    abstract_only = row["locator"] == "abstract" and row["grade"] == "A"
    return abstract_only or _ITEMS.search(_words(row)) is not None


def bound_type(row: Row) -> str:
    """What low and high are; blank without a range. A range that no word marks is an uncertainty."""
    if not (row["low"] or row["high"]):
        return ""
    if is_quantile(row):
        return "quantile"
    if is_interval(row) and row["low"] and row["high"]:
        return "uncertainty"
    return "range_of_items" if is_item_range(row) else "uncertainty"


def no_range_reason(row: Row) -> str:
    """Why a figure of grade C may stand without a range; blank when we know no reason."""
    if row["unit"].startswith("class_"):
        return "an ordered class set by us from texts"
    if "qualitative" in row["note"]:
        return "a finding in words, coded as a number"
    if _DERIVED.search(_words(row)) or row["locator"] == "computed":
        return "computed from other figures under the assumption named in its locator"
    return ""
