"""The pages of the documentation hang together, checked without the tools that make the site."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest

from krapte.version import __version__

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.glob("*.md"))
PROSE = [*PAGES, *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md"))]


def listed() -> list[str]:
    """The pages in the tables of contents of the first page, in order."""
    first = (DOCS / "index.md").read_text(encoding="utf-8")
    trees = re.findall(r"```\{toctree\}\n(.*?)```", first, re.DOTALL)
    return [line for tree in trees for line in tree.splitlines() if line and not line.startswith(":")]


def anchors(page: Path) -> set[str]:
    """The names that the headings of a page can be linked by."""
    heads = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).strip().replace(" ", "-") for head in heads}


def test_every_page_is_in_the_table_of_contents_once() -> None:
    assert sorted(listed()) == [page.stem for page in PAGES if page.stem != "index"]


@pytest.mark.parametrize("page", PROSE, ids=lambda page: page.name)
def test_links_to_other_files_lead_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```|`[^`]*`", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if not re.match(r"https?:|mailto:", target):
            file, _, anchor = target.partition("#")
            goal = (page.parent / file).resolve() if file else page
            assert goal.exists(), target
            assert not anchor or anchor in anchors(goal), target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_has_one_title_and_no_heading_skips_a_level(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    levels = [len(marks) for marks in re.findall(r"^(#+) ", text, re.MULTILINE)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_citation_tells_the_version_and_the_licence() -> None:
    from ruamel.yaml import YAML

    cited = YAML(typ="safe").load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert cited["cff-version"] == "1.2.0"
    assert cited["version"] == __version__
    assert cited["license"] == "EUPL-1.2"
    assert cited["authors"] == [{"name": "The krapte contributors"}]
    assert {"message", "title", "abstract", "type", "keywords"} <= set(cited)


def test_the_site_takes_its_version_from_the_package() -> None:
    made: dict[str, object] = {"__file__": str(DOCS / "conf.py")}
    exec(compile((DOCS / "conf.py").read_text(encoding="utf-8"), "conf.py", "exec"), made)
    assert made["release"] == __version__
    assert made["html_theme"] == "furo"
    for name in made["html_css_files"]:  # type: ignore[attr-defined]
        assert (DOCS / "_static" / name).is_file()


@pytest.mark.parametrize("lock", sorted(path.name for path in ROOT.glob("requirements*.lock")))
def test_a_lock_has_versions_and_hashes_and_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "://" not in text
    for entry in re.split(r"\n(?=\S)", text.strip()):
        pinned, *hashes = entry.replace("\\\n", "\n").split("\n")
        assert re.fullmatch(r"[a-z0-9][a-z0-9._-]*(\[[a-z,]+\])?==\S+", pinned.split(" ; ")[0].strip()), (
            pinned
        )
        assert hashes
        assert all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", line.strip()) for line in hashes), pinned


def test_the_lock_of_the_site_agrees_with_the_other_lock() -> None:
    ours, theirs = (
        dict(re.findall(r"^(\S+)==(\S+)", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))
        for name in ("requirements-docs.lock", "requirements.lock")
    )
    assert {"sphinx", "myst-parser", "furo"} <= set(ours)
    assert [name for name in ours if theirs.get(name, ours[name]) != ours[name]] == []
