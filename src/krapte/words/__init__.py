"""Words and numbers for people, in Dutch and English: catalogues, formats, and errors as sentences."""

from krapte.words.catalogue import LANGUAGES, has, language, text
from krapte.words.sentences import explain

__all__ = ["LANGUAGES", "explain", "has", "language", "text"]
