"""Chance that is the same each time: what is picked and in which order follows from the words alone."""

from collections.abc import Callable, Iterable
from hashlib import sha256
from typing import TypeVar

from wiki.questions.question import Option, Question
from wiki.questions.texts import overlap

MOST_WRONG = 3
"""So many wrong answers a question has at most."""
FEWEST_WRONG = 2
"""With fewer there is no question, where it is not about two alone."""

T = TypeVar("T")


def mixed(things: Iterable[T], seed: str, name: Callable[[T], str]) -> list[T]:
    """The things in an order that `seed` and their names decide."""
    return sorted(things, key=lambda each: (_digest(seed, name(each)), name(each)))


def options_of(question: str, texts: Iterable[Option]) -> tuple[Option, ...]:
    """Options, named in `key` by what they are, with keys that tell nobody which is right, mixed."""
    hidden = [
        Option(option_key(question, each.key), each.text, each.note, each.read_on)
        for each in mixed(texts, question, lambda each: each.key)
    ]
    return tuple(hidden)


def option_key(question: str, name: str) -> str:
    """The key of the option `name` in the question with the key `question`."""
    return _digest(question, name)[:12]


def asked_again(question: Question) -> tuple[Option, ...]:
    """The options in another order, for a question that comes back: one is to know the answer, not its place."""
    turned = mixed(question.options, f"again {question.key}", lambda each: each.key)
    return tuple(turned if turned != list(question.options) else turned[1:] + turned[:1])


def different(names: Iterable[str], right: str) -> list[str]:
    """The first of the names, at most three, that share no word with the right one or with each other."""
    chosen: list[str] = []
    for name in names:
        if name and not any(name == other or overlap(name, other) for other in (right, *chosen)):
            chosen.append(name)
    return chosen[:MOST_WRONG]


def _digest(*parts: str) -> str:
    return sha256("\x1f".join(parts).encode()).hexdigest()
