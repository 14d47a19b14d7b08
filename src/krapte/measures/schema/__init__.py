"""The form of measure and package files, as data models and as JSON Schema."""

from krapte.measures.schema.base import Quantity, Text, leaves, quantities, quantity
from krapte.measures.schema.measure import Measure, Move
from krapte.measures.schema.package import PackageFile, PackageRow

__all__ = [
    "Measure",
    "Move",
    "PackageFile",
    "PackageRow",
    "Quantity",
    "Text",
    "leaves",
    "quantities",
    "quantity",
]
