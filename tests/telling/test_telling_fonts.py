"""The shipped typeface: really used in pictures, found where the package is installed, free to pass on, small."""

from __future__ import annotations

import base64
import os
import re
import shutil
import struct
import subprocess
import sys
import sysconfig
import zlib
from pathlib import Path

import pytest
from made import made

from krapte.telling import typeface
from krapte.telling.chart import chart
from krapte.words import LANGUAGES
from krapte.words.catalogue import catalogue

WIDE = "Arbeidsproductiviteit WWW 31.000"
LIMIT = 110_000
SRC = Path(typeface.__file__).parents[2]
# In a process of its own: once a face is known to the drawing library it stays known.
DRAW = """
import sys
sys.path[:0] = [sys.argv[1]]
sys.path.append(sys.argv[2])
from pathlib import Path
from krapte.telling import typeface
assert Path(typeface.__file__).is_relative_to(sys.argv[1])
sys.stdout.buffer.write(typeface.png(Path(sys.argv[3]).read_text(encoding="utf-8"), 1))
"""


def picture(family: str, weight: int = 400) -> str:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="600" height="60"><rect width="600" height="60" fill="#fff"/>'
        f'<text x="0" y="40" font-family="{family}" font-size="30" font-weight="{weight}">{WIDE}</text></svg>'
    )


def inked(raw: bytes) -> int:
    """The last column of a PNG of eight-bit RGBA that holds ink."""
    at, wide, data = 8, 0, b""
    while at < len(raw):
        size, kind = struct.unpack_from(">I4s", raw, at)
        if kind == b"IHDR":
            wide = struct.unpack_from(">I", raw, at + 8)[0]
        data += raw[at + 8 : at + 8 + size] if kind == b"IDAT" else b""
        at += size + 12
    lines = zlib.decompress(data)
    row, last, before = 4 * wide, 0, bytes(4 * wide)
    for start in range(0, len(lines), row + 1):
        before = _line(lines[start], lines[start + 1 : start + 1 + row], before)
        last = max([last, *(x for x in range(wide) if before[4 * x] < 128)])
    return last


def _line(kind: int, raw: bytes, above: bytes) -> bytes:
    """One line of a PNG without its filter."""
    line = bytearray(raw)
    for i in range(len(line)):
        left, up, corner = (line[i - 4], above[i], above[i - 4]) if i >= 4 else (0, above[i], 0)
        nearest = min((left, up, corner), key=lambda value: abs(left + up - corner - value))
        line[i] = (line[i] + (0, left, up, (left + up) // 2, nearest)[kind]) & 255
    return bytes(line)


@pytest.mark.parametrize(("font", "weight"), typeface.FILES)
def test_words_are_as_wide_in_a_picture_as_reckoned(font: str, weight: int) -> None:
    """No other face has these widths, so the shipped file was used; kerning takes at most a few pixels."""
    reckoned = typeface.width(WIDE, 30, weight, font)
    assert reckoned - 8 < inked(typeface.png(picture(font, weight), 1)) <= reckoned


def test_the_four_faces_differ_and_none_is_the_fallback() -> None:
    drawn = {typeface.png(picture(font, weight), 1) for font, weight in typeface.FILES}
    assert len(drawn | {typeface.png(picture("no such face, sans-serif"), 1)}) == 5


def test_a_chart_is_drawn_with_it() -> None:
    svg = chart(made(), "nl")
    families = set(re.findall(r'font-family="([^"]*)"', svg))
    assert families == {typeface.SANS, typeface.CONDENSED}
    other = svg.replace("Krapte Sans", "no such face")
    assert typeface.png(svg, 1) != typeface.png(other, 1)


def test_it_is_found_where_the_package_is_installed(tmp_path: Path) -> None:
    """A copy of the package alone, as a wheel puts it in place, draws the same picture."""
    for part in ("telling", "words", "figures", "country"):
        skip = shutil.ignore_patterns("tables", "__pycache__")
        shutil.copytree(SRC / "krapte" / part, tmp_path / "site" / "krapte" / part, ignore=skip)
    for name in ("__init__.py", "version.py"):
        shutil.copy(SRC / "krapte" / name, tmp_path / "site" / "krapte" / name)
    (tmp_path / "words.svg").write_text(picture(typeface.SANS), encoding="utf-8")
    clean = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    places = [str(tmp_path / "site"), sysconfig.get_path("purelib"), str(tmp_path / "words.svg")]
    run = subprocess.run(
        [sys.executable, "-S", "-c", DRAW, *places], capture_output=True, env=clean, cwd=tmp_path
    )
    assert run.returncode == 0, run.stderr.decode()
    assert run.stdout == typeface.png(picture(typeface.SANS), 1)


def test_fonts_are_small_and_their_licence_lies_beside_them() -> None:
    files = {path.name: path.stat().st_size for path in typeface.folder().iterdir()}
    assert set(files) == {*typeface.FILES.values(), "OFL.txt"}
    assert sum(files.values()) <= LIMIT
    licence = (typeface.folder() / "OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert "IBM Corp" in licence


@pytest.mark.parametrize("file", typeface.FILES.values())
def test_a_changed_font_does_not_bear_the_name_of_the_original(file: str) -> None:
    """The licence asks for another name once glyphs are taken out."""
    raw = (typeface.folder() / file).read_bytes()
    count = struct.unpack_from(">H", raw, 4)[0]
    entries = [struct.unpack_from(">4sIII", raw, 12 + 16 * i) for i in range(count)]
    start = next(offset for tag, _, offset, _ in entries if tag == b"name")
    records, strings = struct.unpack_from(">HH", raw, start + 2)
    for i in range(records):
        *_, name, size, offset = struct.unpack_from(">6H", raw, start + 6 + 12 * i)
        words = raw[start + strings + offset :][:size].decode("utf-16-be")
        if name in (1, 4, 6, 16):
            assert words.replace(" ", "").startswith("KrapteSans"), (name, words)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_letter_of_the_catalogue_is_in_every_face(lang: str) -> None:
    letters = {letter for words in catalogue(lang).values() for letter in words if letter.isprintable()}
    for file in typeface.FILES.values():
        missing = letters - {chr(code) for code in typeface._advances(file)}
        assert missing == set(), file


def test_wrap_fills_lines_and_never_breaks_a_word() -> None:
    lines = typeface.wrap("een arbeidsongeschiktheidsverzekering en nog iets", 90, 14)
    assert lines == ["een", "arbeidsongeschiktheidsverzekering", "en nog iets"]
    assert typeface.width(lines[2], 14) <= 90 < typeface.width(lines[1], 14)
    assert typeface.wrap("kort", 500, 14) == ["kort"]


def test_a_picture_carries_the_faces_it_uses_and_no_others() -> None:
    """A browser without them would draw wider words over their neighbours."""
    drawn = chart(made(), "nl")
    carried = set(re.findall(r"@font-face\{font-family:'([^']+)';font-weight:(\d+)", drawn))
    named = {name.split(",")[0] for name in re.findall(r'font-family="([^"]+)"', drawn)}
    assert {name for name, _ in carried} == named
    assert ("Krapte Sans", "600") in carried
    first = re.search(r"base64,([^)]+)\)", drawn)
    assert first is not None
    assert base64.b64decode(first[1]) == (typeface.folder() / "KrapteSans-Regular.ttf").read_bytes()
    plain = typeface.embed('<svg xmlns="http://www.w3.org/2000/svg"><text>no face</text></svg>')
    assert "@font-face" not in plain
