"""Law: dated values (``dated``) and rules as small functions from the law's own quantities.

``tuition`` a student's fee, ``funding`` a school's money, ``migration`` the schemes a worker falls under, ``ruling``
the 30 % ruling, ``pension`` the state-pension age, ``jobs`` the banenafspraak, ``schemes`` money with an end date,
``cuts`` what education gets less, in two legal worlds.
"""

from krapte.country.law.dated import (
    Dated,
    Kind,
    beyond,
    in_force,
    kinds,
    load,
    names,
    on,
    rows_of,
    timeline,
    value,
)
from krapte.country.law.pension import pension_age

__all__ = [
    "Dated",
    "Kind",
    "beyond",
    "in_force",
    "kinds",
    "load",
    "names",
    "on",
    "pension_age",
    "rows_of",
    "timeline",
    "value",
]
