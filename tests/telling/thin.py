"""A chart's picture with one layer of each sort: checking all of them against the grammar takes seconds."""

from __future__ import annotations

from typing import Any


def thin(spec: dict[str, Any]) -> dict[str, Any]:
    """The picture with the first layer of each set of mark, style names and channels, and one row of data."""
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for layer in spec["layer"]:
        key = (layer["mark"]["type"], *sorted(layer["mark"]), *sorted(layer["encoding"]))
        found.setdefault(key, layer | {"data": {"values": layer["data"]["values"][:1]}})
    return spec | {"layer": list(found.values())}
