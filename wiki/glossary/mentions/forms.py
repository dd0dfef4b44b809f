"""A label prepared for being found: the keys it is looked up by and what a text must look like to mean it."""

import re
from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple

from wiki.core.analysis import STOP_WORDS, stem
from wiki.core.text import fold
from wiki.glossary.mentions.words import COMMON_WORDS, irregular

MOST_CHARACTERS = 100
MOST_WORDS = 8
_SHORT_FORM = 5
LEAST_JOINED = 7
"""Letters of a word that is looked for in pieces, too: Kunden-Erlebnis."""
WORD = re.compile(r"[^\W_]+")
_POSSESSIVE = re.compile(r"['’]s\b")
_SPACING = re.compile(r"[\s‐‑–-]+")
START = 3
"""Letters by which words that may be written in pieces are told apart quickly."""


class Case(IntEnum):
    """How capitals count: AS_WRITTEN for short forms (CES), CAPITAL for German nouns (die Reise, never reisen)."""

    FREE = 0
    CAPITAL = 1
    AS_WRITTEN = 2


class Form(NamedTuple):
    """One way to write a label. `words` are folded; `signs` are what stands between them beside spaces and hyphens."""

    concept: int
    text: str
    language: str
    status: str
    case: Case
    words: tuple[str, ...]
    signs: str = ""
    is_fixed: bool = False
    """No ending makes another form of it: it is a plural or a short form itself."""


class Row(NamedTuple):
    """A released label as it is stored."""

    concept: int
    language: str
    text: str
    type: str
    status: str


def forms(row: Row) -> Iterator[tuple[str, Form]]:
    """(key, form) for each way to write the label; none for one that would spoil every page: a letter, a number, a
    stop word or a whole sentence."""
    text = _POSSESSIVE.sub("", row.text)
    written = WORD.findall(text)
    short = _is_short_form(row, written)
    words = tuple(map(fold, written))
    if not _usable(row.text, words, short):
        return
    signs = "" if len(words) == 1 else "".join(_SPACING.sub("", WORD.sub("", text)))
    form = Form(row.concept, row.text, row.language, row.status, _case(row, written, short), words, signs, short)
    keys = [*map(stem, written)]
    yield " ".join(keys), form
    if short:
        plural = stem(f"{written[0]}s")
        if plural != keys[0]:
            yield plural, form
        return
    for plural in irregular(words[-1]):
        other = form._replace(words=(*words[:-1], plural), is_fixed=True)
        yield " ".join((*keys[:-1], stem(plural))), other
    if len(words) > 1 and not signs:
        joined = "".join(words)
        yield stem(joined), form._replace(words=(joined,))


def _is_short_form(row: Row, written: list[str]) -> bool:
    if len(written) != 1 or written[0] == written[0].lower():
        return False
    return row.type in ("abbreviation", "acronym") or (len(row.text) <= _SHORT_FORM and row.text.isupper())


def _usable(text: str, words: tuple[str, ...], short: bool) -> bool:
    if not words or len(text) > MOST_CHARACTERS or len(words) > MOST_WORDS:
        return False
    if len(words) == 1:
        return len(words[0]) > 1 and not words[0].isdigit() and (short or words[0] not in COMMON_WORDS)
    if all(len(each) == 1 or each.isdigit() for each in words):
        return False
    return not all(each in STOP_WORDS for each in words)


def _case(row: Row, written: list[str], short: bool) -> Case:
    if short:
        return Case.AS_WRITTEN
    if row.language == "de" and len(written) == 1 and written[0][0].isupper():
        return Case.CAPITAL
    return Case.FREE
