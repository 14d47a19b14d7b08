"""A published figure as plain data, its source resolved: one form for every face."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from krapte.figures import Figure


def record(figure: Figure) -> dict[str, Any]:
    """A figure as plain data, its source resolved."""
    source = figure.source
    return {
        "id": figure.figure_id,
        "topic": figure.topic,
        "description": figure.description,
        "value": figure.value,
        "low": figure.low,
        "high": figure.high,
        "unit": figure.unit,
        "kind": figure.kind,
        "period": figure.period,
        "dims": dict(figure.dims),
        "grade": figure.grade,
        "how": figure.how,
        "bound_type": figure.bound_type,
        "superseded_by": figure.superseded_by,
        "source": source.source_id,
        "source_title": source.title,
        "publisher": source.publisher,
        "year": source.year,
        "address": source.address,
        "how_read": source.how_read,
        "locator": figure.locator,
    }
