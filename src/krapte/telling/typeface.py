"""The typeface that krapte ships: where it lies, how wide words are in it, and pictures drawn with it.

*Krapte Sans* is a part of IBM Plex Sans (fewer glyphs, no hinting, renamed) under the SIL Open Font License, which
lies beside the files in ``fonts/``. A chart made here looks the same on every machine: no font is looked for outside.
An SVG carries the faces it uses, since words are placed by their width; the names of others follow, for a program that
does not read embedded faces.
"""

from __future__ import annotations

import base64
import struct
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

SANS = "Krapte Sans, IBM Plex Sans, Segoe UI, Helvetica, Arial, sans-serif"
CONDENSED = "Krapte Sans Condensed, IBM Plex Sans Condensed, Arial Narrow, Arial, sans-serif"
REGULAR, BOLD = 400, 600
FILES = {
    (SANS, REGULAR): "KrapteSans-Regular.ttf",
    (SANS, BOLD): "KrapteSans-SemiBold.ttf",
    (CONDENSED, REGULAR): "KrapteSansCondensed-Regular.ttf",
    (CONDENSED, BOLD): "KrapteSansCondensed-SemiBold.ttf",
}
LOCALES: dict[str, dict[str, Any]] = {
    "nl": {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["€\u00a0", ""]},
    "en": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["€", ""]},
}


def folder() -> Path:
    """The folder of the font files, in the source or where the package is installed."""
    return Path(str(resources.files("krapte.telling"))) / "fonts"


@cache
def register() -> None:
    """Make the shipped faces known to the drawing library, once."""
    import vl_convert

    vl_convert.register_font_directory(str(folder()))


def svg(spec: dict[str, Any], lang: str) -> str:
    """A Vega-Lite picture as SVG, with the marks of numbers of a language."""
    import vl_convert

    register()
    made: str = vl_convert.vegalite_to_svg(spec, vl_version="6.1", format_locale=LOCALES[lang])
    return embed(made)


def embed(picture: str) -> str:
    """An SVG with the shipped faces it names inside, so that a browser draws words as wide as they were measured."""
    used = [key for key in FILES if key[0] in picture and (key[1] == REGULAR or _bold(picture))]
    faces = "".join(_face(*key) for key in used)
    head = picture.index(">", picture.index("<svg")) + 1
    return f"{picture[:head]}<style>{faces}</style>{picture[head:]}"


def faces() -> str:
    """All shipped faces as style rules, for a page that holds several pictures."""
    return "".join(_face(*key) for key in FILES)


def _bold(picture: str) -> bool:
    return f'font-weight="{BOLD}"' in picture


@cache
def _face(font: str, weight: int) -> str:
    name, file = font.split(",")[0], (folder() / FILES[font, weight]).read_bytes()
    source = f"url(data:font/ttf;base64,{base64.b64encode(file).decode()})"
    return f"@font-face{{font-family:'{name}';font-weight:{weight};src:{source} format('truetype')}}"


def png(picture: str, scale: float = 2.0) -> bytes:
    """An SVG as PNG, ``scale`` pixels to a unit, in the shipped typeface."""
    import vl_convert

    register()
    made: bytes = vl_convert.svg_to_png(picture, scale=scale)
    return made


def width(words: str, size: float, weight: int = REGULAR, font: str = SANS) -> float:
    """How wide words are in pixels, kerning aside (which makes them a little narrower)."""
    advances = _advances(FILES[font, weight])
    return size * sum(advances.get(ord(letter), advances[ord("n")]) for letter in words)


def wrap(words: str, room: float, size: float, weight: int = REGULAR, font: str = SANS) -> list[str]:
    """Words in lines of at most ``room`` pixels; a word alone may be wider, and is never broken."""
    lines: list[str] = []
    for word in words.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size, weight, font) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


@cache
def _advances(file: str) -> dict[int, float]:
    """The width of each character in ems, read from the tables ``head``, ``hhea``, ``hmtx`` and ``cmap``."""
    raw = (folder() / file).read_bytes()
    (count,) = struct.unpack_from(">H", raw, 4)
    entries = [struct.unpack_from(">4sIII", raw, 12 + 16 * i) for i in range(count)]
    at = {tag.decode(): offset for tag, _, offset, _ in entries}
    (em,) = struct.unpack_from(">H", raw, at["head"] + 18)
    (long,) = struct.unpack_from(">H", raw, at["hhea"] + 34)
    glyphs = [struct.unpack_from(">H", raw, at["hmtx"] + 4 * i)[0] / em for i in range(long)]
    return {code: glyphs[min(glyph, long - 1)] for code, glyph in _characters(raw, at["cmap"]).items()}


def _characters(raw: bytes, start: int) -> dict[int, int]:
    """Character to glyph, from the first subtable of the map that has format 4 (segments of characters)."""
    (tables,) = struct.unpack_from(">H", raw, start + 2)
    offsets = [start + struct.unpack_from(">HHI", raw, start + 4 + 8 * i)[2] for i in range(tables)]
    here = next(offset for offset in offsets if struct.unpack_from(">H", raw, offset)[0] == 4)
    (doubled,) = struct.unpack_from(">H", raw, here + 6)
    many, form = doubled // 2, f">{doubled // 2}H"
    ends = struct.unpack_from(form, raw, here + 14)
    starts, deltas, ranges = (struct.unpack_from(form, raw, here + 16 + doubled * part) for part in (1, 2, 3))
    found = {}
    for i in range(many):
        for code in range(starts[i], min(ends[i], 0xFFFE) + 1):
            glyph = code
            if ranges[i]:
                place = here + 16 + 3 * doubled + 2 * i + ranges[i] + 2 * (code - starts[i])
                (glyph,) = struct.unpack_from(">H", raw, place)
            found[code] = (glyph + deltas[i]) & 0xFFFF if glyph or not ranges[i] else 0
    return found
