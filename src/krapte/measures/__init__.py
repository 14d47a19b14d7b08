"""Measures and packages as data: what a measure is, and how its dose moves parameters of the model.

>>> from krapte import measures
>>> "m1" in measures.ids()
True
>>> measures.load("m1").title.en
'Skilled-worker scheme (orange card)'

Only :mod:`krapte.measures.apply` needs jax; nothing else here loads it.
"""

from krapte.measures import packages
from krapte.measures.checks import Known
from krapte.measures.library import ids, load, load_file
from krapte.measures.packages import Package, Row
from krapte.measures.schema import Measure, Quantity, Text
from krapte.measures.yaml_tree import FileError

__all__ = [
    "FileError",
    "Known",
    "Measure",
    "Package",
    "Quantity",
    "Row",
    "Text",
    "ids",
    "load",
    "load_file",
    "packages",
]
