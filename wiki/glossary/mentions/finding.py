"""Mentions in a text: the longest labels that stand in it, in a form their language knows."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from wiki.core.analysis import stem
from wiki.core.text import fold
from wiki.glossary.mentions.dictionary import Dictionary
from wiki.glossary.mentions.forms import LEAST_JOINED, START, Case, Form
from wiki.glossary.mentions.reading import END, Reading
from wiki.glossary.mentions.words import (
    COMMON_WORDS,
    IDIOMS,
    NOUN_BEFORE,
    OBJECT_AFTER,
    THIRD_PERSON_BEFORE,
    VERB_BEFORE,
    may_be_adjective,
    may_be_verb,
    same_adjective,
    same_word,
)

_GENDERED = re.compile(r"[:*·/]-?(?:innen|in)\b")
_HYPHENS = "-‐‑"
_NOT_BEFORE = ("@", "#", "\\", "$", "~", "^", "-", "‐", "‑")
_GLUE = (".", "'", "’")
"""Between letters they make one word of two: kunde.example.org, d'accord."""


class Found(NamedTuple):
    """Words that are forms of labels: from `start` to `end` of the HTML, `words` of them from the one `at`."""

    start: int
    end: int
    at: int
    words: int
    forms: tuple[Form, ...]


def find(dictionary: Dictionary, reading: Reading, language: str) -> Iterator[Found]:
    """Every mention in `reading`, a text in `language`, one after the other."""
    longest, keys = dictionary.longest, reading.keys
    index, number = 0, len(keys)
    while index < number:
        found = None
        most = longest.get(keys[index], 0)
        if most or reading.words[index][:START].casefold() in dictionary.starts:
            found = _find_at(dictionary, reading, language, index, min(most, number - index))
        if found is None:
            index += 1
        else:
            yield found
            index += found.words


def _find_at(dictionary: Dictionary, reading: Reading, language: str, index: int, most: int) -> Found | None:
    for words in range(max(most, 2), 0, -1):
        candidates = dictionary.forms(" ".join(reading.keys[index : index + words])) if words <= most else ()
        exact = _fitting(candidates, reading, language, index, words)
        if not exact and words == 2:
            exact = _in_pieces(dictionary, reading, language, index)
        if exact:
            gendered = _GENDERED.match(reading.html, reading.ends[index + words - 1])
            end = gendered.end() if gendered else reading.ends[index + words - 1]
            return Found(reading.starts[index], end, index, words, exact)
    return None


def _fitting(candidates: Sequence[Form], reading: Reading, language: str, index: int, words: int) -> tuple[Form, ...]:
    """The candidates that the text means; those it spells as they are before those it inflects."""
    if not candidates or not _stands_alone(reading, index, words):
        return ()
    texts = tuple(reading.folded(at) for at in range(index, index + words))
    fitting = [
        form
        for form in candidates
        if _spelt_alike(form, texts, _is_gendered(reading, index))
        and _set_alike(form, reading, index, language)
        and not _is_part(form, texts, reading, index, words)
        and _is_noun(form, texts, reading, index, language)
    ]
    same = tuple(form for form in fitting if form.words == texts)
    return same or tuple(fitting)


def _in_pieces(dictionary: Dictionary, reading: Reading, language: str, index: int) -> tuple[Form, ...]:
    """Labels of one word that the text writes as two: Kunden-Erlebnis, touch points."""
    if index + 1 >= len(reading.keys) or reading.keys[index + 1] == END:
        return ()
    first, second = reading.words[index : index + 2]
    word = first + second
    if len(word) < LEAST_JOINED or word[:START].casefold() not in dictionary.starts:
        return ()
    between = reading.between(index)
    if not _joins(between, "") or (between.isspace() and not _one_word(first, second, language)):
        return ()
    text = fold(word)
    return tuple(
        form
        for form in dictionary.forms(stem(word))
        if len(form.words) == 1
        and form.case is not Case.AS_WRITTEN
        and (form.words[0] == text or same_word(form.words[0], text))
        and _stands_alone(reading, index, 2)
        and _set_alike(form, reading, index, language)
        and not _is_part(form, (text,), reading, index, 2)
    )


def _one_word(first: str, second: str, language: str) -> bool:
    """Whether two words with a space between may be one: not Nutzer in, for Nutzerin."""
    if fold(second) in COMMON_WORDS:
        return False
    return language != "de" or first[0].isupper() == second[0].isupper()


def _joins(between: str, signs: str) -> bool:
    """Whether what stands between two words lets them be one label: a space, a hyphen or what the label has there."""
    if between.isspace() or between in ("-", "‐", "‑"):
        return True
    return bool(between) and all(sign in signs or sign in _HYPHENS or sign.isspace() for sign in between)


def _spelt_alike(form: Form, texts: tuple[str, ...], is_gendered: bool) -> bool:
    if form.words == texts:
        return True
    if len(form.words) != len(texts):
        return False
    *firsts, last = zip(form.words, texts, strict=True)
    for label, text in firsts:
        if not (same_word(label, text) or (form.language == "de" and same_adjective(label, text))):
            return False
    if form.case is Case.AS_WRITTEN:
        return last[1] in (last[0], f"{last[0]}s")
    if is_gendered and last[0] == f"{last[1]}e":
        return True
    return last[0] == last[1] if form.is_fixed else same_word(*last)


def _set_alike(form: Form, reading: Reading, index: int, language: str) -> bool:
    """Whether capitals and what stands between the words are as the label needs them."""
    word = reading.words[index]
    if form.case is Case.AS_WRITTEN:
        return word.removesuffix("s") in (form.text, form.text.upper(), form.text.removesuffix("s"))
    if form.case is Case.CAPITAL or (form.language == "en" and language == "de" and len(form.words) == 1):
        return word[0].isupper()
    return all(_joins(reading.between(at), form.signs) for at in range(index, index + len(form.words) - 1))


def _stands_alone(reading: Reading, index: int, words: int) -> bool:
    """Whether the words are not a piece of an address, a name of a file, a contraction or the end of a compound."""
    start, end = reading.starts[index], reading.ends[index + words - 1]
    before, after = reading.html[max(0, start - 2) : start], reading.html[end : end + 2]
    if before.endswith(_NOT_BEFORE) or (before[-1:] in _GLUE and before[:1].isalnum() and len(before) > 1):
        return False
    if after.startswith("@"):
        return False
    return not (after[:1] in _GLUE and after[1:].isalnum())


def _is_gendered(reading: Reading, index: int) -> bool:
    return _GENDERED.match(reading.html, reading.ends[index]) is not None


def _is_part(form: Form, texts: tuple[str, ...], reading: Reading, index: int, words: int) -> bool:
    """Whether a hyphen goes on with the word. What a German compound begins with is a mention all the same, when it
    stands there unchanged: NPS-Umfrage; not customer-facing, not Kunden- und Partnertag."""
    end = reading.ends[index + words - 1]
    after = reading.html[end : end + 2]
    if after[:1] not in ("-", "‐", "‑"):
        return False
    if not after[1:].isalnum() or texts != form.words:
        return True
    return not (after[1:].isupper() or after[1:].isdigit() or form.case is Case.AS_WRITTEN)


def _is_noun(form: Form, texts: tuple[str, ...], reading: Reading, index: int, language: str) -> bool:
    """Whether a single word is meant as the noun its label is, as far as its neighbours tell."""
    if len(texts) > 1 or form.case is Case.AS_WRITTEN:
        return True
    before, after = reading.before(index), reading.after(index)
    if f"{fold(before)} {texts[0]}" in IDIOMS or f"{texts[0]} {fold(after)}" in IDIOMS:
        return False
    if may_be_adjective(texts[0]) and after[:1].isalpha():
        follows = after[0].isupper() if language == "de" else after.lower() not in (*OBJECT_AFTER, "and", "or", "is")
        if follows and (language == "en" or not before):
            return False
    if language != "en" or form.language != "en" or not may_be_verb(form.words[0]):
        return True
    if before in NOUN_BEFORE:
        return True
    verb_before = VERB_BEFORE if texts == form.words else THIRD_PERSON_BEFORE
    return before not in verb_before and after.lower() not in OBJECT_AFTER
