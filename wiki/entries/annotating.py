"""What an upper floor adds to the texts of entries as they are shown: mentions of terms become links.

A text is added to as a pure function of the text, its place and the annotation's `number`, so that what comes out can
be kept by these three.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy.orm import Session


@dataclass(frozen=True)
class Text:
    """Sanitised HTML and the language it is written in."""

    html: str
    language: str


@dataclass(frozen=True)
class Place:
    """The entry the texts belong to."""

    entry_id: int
    field_of_action: str = ""
    department: str = ""


class Annotation(Protocol):
    """What is known at one moment. `number` grows when what is known changes, and only then."""

    @property
    def number(self) -> int:
        """What the state of the knowledge is called."""
        ...

    def annotate(self, texts: tuple[Text, ...], place: Place) -> tuple[str, ...]:
        """The HTML of texts that stand together in one section, with what is added; still sanitised."""
        ...


class _Nothing:
    number = -1

    def annotate(self, texts: tuple[Text, ...], _place: Place) -> tuple[str, ...]:
        return tuple(each.html for each in texts)


NOTHING: Annotation = _Nothing()
"""Adds nothing: for readers who want it so."""


@dataclass
class Annotations:
    """Who knows what to add; the application ties one to its sessions."""

    of: Callable[[Session], Annotation] = lambda _session: NOTHING
    """The annotation for the reader of this request, up to date with what the session sees."""
