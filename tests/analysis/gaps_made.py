"""A small table of gaps for tests: two actions, every cell of which can be replaced."""

from __future__ import annotations

from pathlib import Path

from krapte.analysis import gaps

ACTIONS = "action,of,near"
CELLS = "action,aspect,state,figure,law,source,note"
PROPOSAL, SCHEME = "E1,paper,", "slim,scheme,E1"
DOCUMENT = ",,,paper,names_none"
OTHERS = tuple(f"E1,{aspect},missing{DOCUMENT}" for aspect in gaps.ASPECTS)


def full(action: str, rest: str) -> list[str]:
    """All five aspects of an action in one state."""
    return [f"{action},{aspect},{rest}" for aspect in gaps.ASPECTS]


def made(folder: Path, cells: list[str], actions: tuple[str, ...] = (PROPOSAL,)) -> gaps.Gaps:
    """The gaps of a table written to a folder."""
    for name, rows in ((gaps.ACTIONS, (ACTIONS, *actions)), (gaps.CELLS, (CELLS, *cells))):
        (folder / name).write_text("\n".join(rows) + "\n", encoding="utf-8")
    return gaps.find.__wrapped__(folder)


def with_goal(row: str) -> list[str]:
    """The cells of E1 with another first row."""
    return [row, *OTHERS[1:]]
