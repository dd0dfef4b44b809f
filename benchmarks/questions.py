"""What people type: searches and beginnings of words over the starter library and the invented one."""

import random
from collections.abc import Iterator, Sequence
from itertools import count
from urllib.parse import quote

from benchmarks.corpus import Invented

STARTER = """cem tool|kuendigen|kontaktpnkt|journey karte|kundenerlebnis|beschwerde bearbeiten|touchpoint|nps|
    customer effort score|wie messe ich zufriedenheit|rückruf|persona|silo|moment of truth|befragung nach kontakt|
    kano modell|first contact resolution|abwanderung|feedback loop|service blueprint|kundenbindung|voice of customer|
    erwartung|was ist eine customer journey|einwilligung|angebot|website|kündigung annehmen|pain point|cx manager"""


def searches(entries: Sequence[Invented], number: int, seed: int) -> list[str]:
    """`number` different searches: a label, a word of it, inflected, misspelt, two words, a phrase, a real question."""
    chance = random.Random(seed)
    starter = [" ".join(each.split()) for each in STARTER.split("|")]
    found: dict[str, None] = {}
    for turn in count():
        if len(found) >= number:
            return list(found)
        found[_search(chance, chance.choice(entries), chance.choice(entries), starter, turn)] = None
    raise AssertionError


def _search(chance: random.Random, one: Invented, other: Invented, starter: list[str], turn: int) -> str:
    language = chance.choice(("de", "en"))
    label = one.label(language)
    word = chance.choice(label.split())
    shapes = (
        label,
        label.lower(),
        word.lower(),
        word + chance.choice(("s", "en", "n")),
        slip(chance, word),
        slip(chance, label),
        f"{word} {chance.choice(other.label(language).split())}",
        f'"{label}"',
        word[: max(4, len(word) * 2 // 3)],
        chance.choice(starter) if turn % 2 else f"{word} {chance.choice(('prozess', 'kunde', 'customer', 'kontakt'))}",
    )
    return shapes[turn % len(shapes)]


def typed(entries: Sequence[Invented], number: int, seed: int) -> list[str]:
    """`number` beginnings as somebody types them, letter after letter; every seventh word has a slip in it."""
    chance = random.Random(seed)
    found: list[str] = []
    for text in _words(chance, entries):
        found += [text[:length] for length in range(1, min(len(text), 9) + 1, 2)]
        if len(found) >= number:
            return found[:number]
    raise AssertionError


def _words(chance: random.Random, entries: Sequence[Invented]) -> Iterator[str]:
    for turn in count():
        text = chance.choice(chance.choice(entries).labels)[1]
        yield slip(chance, text) if turn % 7 == 6 else text


def slip(chance: random.Random, word: str) -> str:
    """A word with two letters swapped or one lost."""
    if len(word) < 5:
        return word
    place = chance.randrange(1, len(word) - 2)
    if chance.random() < 0.5:
        return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    return word[:place] + word[place + 1 :]


def address(path: str, text: str) -> str:
    """The address that asks `path` for `text`."""
    return f"{path}?q={quote(text)}"
