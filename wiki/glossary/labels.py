"""The labels of a concept in the order a reader needs them."""

from dataclasses import dataclass

from wiki.core.text import LANGUAGES
from wiki.entries.fields import Choice, Label, Payload, Rows
from wiki.entries.page import EntryPage

SHORT_FORMS = ("abbreviation", "acronym")


@dataclass(frozen=True)
class ShownLabel:
    """A label on the page. `role`: also (same language), other (the other language), avoid (deprecated)."""

    role: str
    text: str
    language: str
    note: Label = ""
    """The label's type, where it is worth saying."""
    first: bool = True
    """Whether it is the first of its role and language."""


def shown_labels(page: EntryPage) -> list[ShownLabel]:
    """Everything the concept is called beside its title; hidden labels are never among it."""
    labels = [label for label in page.payload.get("labels", ()) if _status(label) != "hidden"]
    usable = [label for label in labels if _status(label) != "deprecated"]
    title = _title_label(page, usable)
    languages = (page.language, *(each for each in LANGUAGES if each != page.language))
    found: list[ShownLabel] = []
    for language in languages:
        role = "also" if language == page.language else "other"
        here = [label for label in usable if label["language"] == language and label is not title]
        here.sort(key=lambda label: _status(label) != "preferred")
        found += [_shown(page, label, role, index == 0) for index, label in enumerate(here)]
    said = {label["text"] for label in usable}
    for label in sorted(labels, key=lambda each: languages.index(each["language"])):
        if _status(label) == "deprecated" and label["text"] not in said:
            said.add(label["text"])
            found.append(_shown(page, label, "avoid", True))
    return found


def _status(label: Payload) -> str:
    return str(label.get("status", "admitted"))


def _title_label(page: EntryPage, labels: list[Payload]) -> Payload | None:
    preferred = [label for label in labels if _status(label) == "preferred" and label["text"] == page.title]
    preferred.sort(key=lambda label: label["language"] != page.language)
    return preferred[0] if preferred else None


def _shown(page: EntryPage, label: Payload, role: str, first: bool) -> ShownLabel:
    kind = str(label.get("type", "full"))
    note: Label = _type_field(page).label_of(kind) if kind in SHORT_FORMS else ""
    return ShownLabel(role, str(label["text"]), str(label["language"]), note, first)


def _type_field(page: EntryPage) -> Choice:
    rows = page.kind.field("labels")
    assert isinstance(rows, Rows)
    field = next(each for each in rows.fields if each.name == "type")
    assert isinstance(field, Choice)
    return field
