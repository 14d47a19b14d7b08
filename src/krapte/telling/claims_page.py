"""The generated page on claims: what figures say of the paper's facts and of claims of shortage.

Made from the tables of claims and the figures they name, so that no verdict can grow old.
"""

from __future__ import annotations

from collections.abc import Sequence

from krapte.analysis.claims import OF, Claim
from krapte.telling import claims_table as told
from krapte.telling.pages import MADE
from krapte.words import text

LANG = "en"  # the pages of the documentation are in English


def page(found: Sequence[Claim]) -> str:
    """The whole page."""
    parts = [f"{MADE}\n# Claims on one ruler\n{ABOUT}"]
    parts += [f"- {note}" for note in told.notes(LANG)]
    for of in OF:
        grid = told.grid(found, of, LANG)
        table = [grid.heads, [":--"] * len(grid.heads), *grid.cells]
        parts += [f"\n## {grid.title}\n", told.sentence(found, of, LANG), ""]
        parts += ["| " + " | ".join(line) + " |" for line in table]
        parts += [
            _details(claim) for claim in found if claim.of == of and (claim.lines or claim.rule != "coming")
        ]
    return "\n".join(parts) + "\n"


def _details(claim: Claim) -> str:
    """The reason of a verdict, its lines, and the figures it rests on."""
    parts = told.details(claim, LANG)
    lines = [f"\n**{told.said(claim, LANG)}** ({told.whose(claim, LANG)}): {told.verdict(claim, LANG)}.\n"]
    lines += [f"- {line}" for line in parts["beside"]]
    lines += [f"- {text('claims.title.follows', LANG)}: {line}" for line in parts["follows"]]
    ids = dict.fromkeys(name for part in claim.against for name in part.ids)
    ids |= dict.fromkeys(name for one in claim.lines for name in one.sum.ids)
    if ids:
        lines.append(f"- Figures: {', '.join(f'`{name}`' for name in ids)}")
    return "\n".join(lines)


ABOUT = """
The position paper states facts, and sectors name shortages that differ by a factor of ten. Most differences are of
ruler: a stock or a flow, gross or net, vacancies or people wanted. `krapte claims` puts each on one ruler beside what
figures say, and tells what follows if it is true; `--of paper` or `--of figures` shows one list, `--out DIR` keeps
tables and a chart. The rules stand at the head of `analysis/claims.py`, the rows in `analysis/claims.csv` and
`analysis/claims_lines.csv`. `krapte figures ID` shows a figure with its source.
"""
