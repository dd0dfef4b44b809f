"""The stations of a path as values, out of the content of one of its versions."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from wiki.core.text import LANGUAGES
from wiki.entries.any_entry import split_address
from wiki.entries.fields import Payload
from wiki.learning.models import CHECK, QUESTION, READ, TALK, TASK

USUAL_QUESTIONS = 3
"""How many questions a check asks where its author did not say."""
MINUTES = {READ: 3, QUESTION: 1, CHECK: 3, TALK: 20, TASK: 15}
"""About so long a station takes, for paths whose author did not say how long all of it takes."""

Texts = Mapping[str, str]
"""A text by language."""


def in_language(texts: Texts, language: str) -> str:
    """The text in `language`, else in another one; empty where there is none."""
    return texts.get(language) or next((texts[each] for each in LANGUAGES if texts.get(each)), "")


@dataclass(frozen=True)
class Station:
    """One station. `kind` and `slug` are the address of its entry as the author gave it (it may be a former one: ask
    `links.resolve`); both empty where it has none. `within_days` counts from the day on which somebody begins."""

    key: str
    sort: str = READ
    titles: Texts = field(default_factory=dict)
    texts: Texts = field(default_factory=dict)
    kind: str = ""
    slug: str = ""
    within_days: int | None = None
    right: Texts = field(default_factory=dict)
    wrong: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    why: Texts = field(default_factory=dict)
    questions: int = USUAL_QUESTIONS

    @property
    def address(self) -> tuple[str, str]:
        """(kind, slug) of the entry, as `links.resolve` takes it; both empty where there is none."""
        return self.kind, self.slug

    @property
    def asks(self) -> bool:
        """Whether something is asked here."""
        return self.sort in (QUESTION, CHECK)

    def title(self, language: str) -> str:
        """What its author called it, in `language`, else in the other one; empty where the entry's title stands."""
        return in_language(self.titles, language)

    def text(self, language: str) -> str:
        """What is said about it, as Markdown."""
        return in_language(self.texts, language)


def stations_of(payload: Payload) -> tuple[Station, ...]:
    """The stations in their order."""
    return tuple(_station(row) for row in payload.get("stations", ()))


def minutes_of(payload: Payload) -> int:
    """About so long the whole path takes: as its author says, else as its stations usually do."""
    said = payload.get("minutes")
    return int(said) if said else sum(MINUTES[each.sort] for each in stations_of(payload))


def _station(row: Payload) -> Station:
    kind, slug = split_address(row.get("entry", ""))
    return Station(
        key=row["key"],
        sort=row.get("sort", READ),
        titles=row.get("title", {}),
        texts=row.get("text", {}),
        kind=kind,
        slug=slug,
        within_days=row.get("within_days"),
        right=row.get("right", {}),
        wrong={language: tuple(lines_of(text)) for language, text in row.get("wrong", {}).items()},
        why=row.get("why", {}),
        questions=row.get("questions", USUAL_QUESTIONS),
    )


def lines_of(text: str) -> list[str]:
    """The lines of a text that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]
