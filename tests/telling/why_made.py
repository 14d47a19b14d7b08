"""Made rows of what carries an interval and of what it rests on."""

from __future__ import annotations

from typing import Any


def why_rows(variant: str = "difference") -> list[dict[str, Any]]:
    """Six inputs: parameters with and without figures, and quantities of a measure."""
    made = [
        ("card.applications", "", "", -540.0, 0.36, "a b"),
        ("moves.0.value", "m1", "card.applications", 300.0, 0.2, ""),
        ("realisation", "m1", "", -200.0, 0.1, "a"),
        ("demand.stabilisation", "", "", 90.0, 0.05, ""),
        ("retirement.pace", "", "", -12.4, 0.02, "a b c"),
        ("card.exit", "", "", 3.0, 0.001, ""),
    ]
    return [
        {
            "year": 2035,
            "variant": variant,
            "reading": "vacancies",
            "rank": rank,
            "input": name,
            "measure": measure,
            "moves": moves,
            "kind": "measures" if measure else "figures",
            "grade": "C",
            "low": 0.1,
            "high": 0.5,
            "input_unit": "share",
            "slope": size / 0.2,
            "size": size,
            "unit": "vacancies",
            "share": share,
            "figures": figures,
            "draws": 64,
        }
        for rank, (name, measure, moves, size, share, figures) in enumerate(made, start=1)
    ]


def rests_rows(variant: str = "difference") -> list[dict[str, Any]]:
    """Parts by kind and by grade, with shares that do not add up."""
    made = [
        ("kind", "figures", 0.14, 0.51),
        ("kind", "judgement", 0.05, 0.16),
        ("kind", "measures", 0.0, 0.01),
        ("kind", "works", 0.25, 0.3),
        ("kind", "kept", 0.1, 0.12),
        ("kind", "chance", 0.02, 0.06),
        ("grade", "B", 0.0, 0.0),
        ("grade", "C", 0.9, 1.0),
        ("grade", "chance", 0.02, 0.06),
    ]
    return [
        {
            "year": 2035,
            "variant": variant,
            "reading": "vacancies",
            "by": by,
            "part": part,
            "inputs": 12,
            "alone": alone,
            "total": total,
            "alone_error": 0.09,
            "total_error": 0.05,
            "draws": 128,
        }
        for by, part, alone, total in made
    ]
