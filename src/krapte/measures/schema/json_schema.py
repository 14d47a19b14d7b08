"""JSON Schema of measure and package files, for editors: ``python -m krapte.measures.schema.json_schema``."""

from __future__ import annotations

import json
from pathlib import Path

from krapte.measures.schema.base import Strict
from krapte.measures.schema.measure import Measure
from krapte.measures.schema.package import PackageFile

MODELS: dict[str, type[Strict]] = {"measure.schema.json": Measure, "package.schema.json": PackageFile}


def schema(model: type[Strict]) -> str:
    """The schema of a model as text, the same each time."""
    made = {"$schema": "https://json-schema.org/draft/2020-12/schema", **model.model_json_schema()}
    return json.dumps(made, indent=1, ensure_ascii=False) + "\n"


def write(folder: Path) -> None:
    """Write both schemas."""
    for name, model in MODELS.items():
        (folder / name).write_text(schema(model), encoding="utf-8")


if __name__ == "__main__":
    write(Path(__file__).parent)
