"""The labels of a concept in the order a reader needs them."""

from dataclasses import dataclass

from wiki.core.text import LANGUAGES
from wiki.entries.fields import Choice, Label, Payload
from wiki.entries.page import EntryPage
from wiki.entries.rows import Rows

SHORT_FORMS = ("abbreviation", "acronym")


@dataclass(frozen=True)
class ShownLabel:
    """One label on the page; `note` says its type where that is worth saying."""

    text: str
    note: Label = ""


@dataclass(frozen=True)
class LabelGroup:
    """Labels of a language. `role`: also (the title's language), other (the other language), avoid (deprecated)."""

    role: str
    language: str
    labels: tuple[ShownLabel, ...]


def label_groups(page: EntryPage) -> list[LabelGroup]:
    """Everything the concept is called beside its title, each word once; hidden labels are never among it."""
    labels = [label for label in page.payload.get("labels", ()) if _status(label) != "hidden"]
    usable = [label for label in labels if _status(label) != "deprecated"]
    usable.sort(key=lambda label: _status(label) != "preferred")
    avoided = [label for label in labels if _status(label) == "deprecated"]
    said = {page.title}
    languages = (page.language, *(each for each in LANGUAGES if each != page.language))
    found = [
        _group(page, "also" if language == page.language else "other", language, usable, said) for language in languages
    ]
    found += [_group(page, "avoid", language, avoided, said) for language in languages]
    return [group for group in found if group.labels]


def _group(page: EntryPage, role: str, language: str, labels: list[Payload], said: set[str]) -> LabelGroup:
    fresh = [label for label in labels if label["language"] == language and label["text"] not in said]
    said.update(label["text"] for label in fresh)
    return LabelGroup(role, language, tuple(_shown(page, label) for label in fresh))


def _status(label: Payload) -> str:
    return str(label.get("status", "admitted"))


def _shown(page: EntryPage, label: Payload) -> ShownLabel:
    kind = str(label.get("type", "full"))
    return ShownLabel(str(label["text"]), _type_field(page).label_of(kind) if kind in SHORT_FORMS else "")


def _type_field(page: EntryPage) -> Choice:
    rows = page.kind.field("labels")
    assert isinstance(rows, Rows)
    field = next(each for each in rows.fields if each.name == "type")
    assert isinstance(field, Choice)
    return field
