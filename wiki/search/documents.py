"""What search holds of an entry: keys by field, the same whether it stands in the index or still waits for it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from wiki.core import analysis
from wiki.core.text import fold
from wiki.entries.kinds import Passage

LABEL, ALT, BODY = "label", "alt", "body"
PART, JOINED, GLUED, NEAR, STEP = "part", "joined", "glued", "near", "step"
IN_ORDER = (LABEL, ALT, BODY)
"""Fields with positions and lengths; the others only say that a key is there."""
AS_SET = (PART, JOINED, GLUED, NEAR, STEP)
FORMAT = "2"
"""Raise it with every change of the fields: the index is then rebuilt by itself."""
GAP = "|"
"""Stands between passages, so that no phrase runs across."""


@dataclass(frozen=True)
class Document:
    """An entry's keys. `fields` in the order of the text; `spellings` are the words of its labels."""

    entry_id: int
    fields: dict[str, tuple[str, ...]]
    spellings: tuple[str, ...]

    @cached_property
    def counts(self) -> dict[str, Counter[str]]:
        """How often each key stands in each field."""
        return {name: Counter(keys) for name, keys in self.fields.items()}


def make_document(entry_id: int, passages: Iterable[Passage]) -> Document:
    """The document of an entry out of what its kind says is to be found."""
    ordered: dict[str, list[str]] = {name: [] for name in IN_ORDER}
    sets: dict[str, set[str]] = {name: set() for name in AS_SET}
    spellings: dict[str, str] = {}
    for passage in passages:
        target = ordered[BODY if passage.weight == STEP else passage.weight]
        for text in passage.texts.values():
            target += [*analysis.stems(text), GAP]
            if passage.weight == STEP:
                sets[STEP] |= _step_keys(text)
            if passage.weight in (BODY, STEP):
                sets[GLUED].update(analysis.compounds(text))
            else:
                sets[JOINED].add(analysis.joined(text))
                spellings.update({fold(word): word for word in analysis.words(text)})
    for word in spellings:
        sets[PART] |= analysis.parts(word)
        sets[NEAR] |= analysis.trigrams(word)
    fields = {**{k: tuple(v) for k, v in ordered.items()}, **{k: tuple(sorted(v)) for k, v in sets.items()}}
    return Document(entry_id, fields, tuple(spellings.values()))


def _step_keys(title: str) -> set[str]:
    """The words of a step's title and each two that follow one another: steps are asked for by what is done to what."""
    telling = [word for word in analysis.words(title) if fold(word) not in analysis.STOP_WORDS]
    return {*map(analysis.stem, telling), *(analysis.joined(f"{one} {other}") for one, other in pairwise(telling))}
