"""What several kinds share: fields, the passages of a text, columns of lists."""

from collections.abc import Callable
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import SQLColumnExpression, case
from sqlalchemy.orm import InstrumentedAttribute

from wiki.core import markdown
from wiki.core.text import sort_key_words
from wiki.entries.fields import Choice, Choices, Label, Line, Option, Payload, Prose, Reference
from wiki.entries.kinds import Passage
from wiki.entries.shown import Strip, Words, summary_of

TITLE = Line(name="title", label=_l("Title"), per_language=True, required=True)

FIELD_OF_ACTION = Choice(
    name="field_of_action",
    label=_l("Field of action"),
    options=(
        Option("foundations", _l("Foundations and strategy")),
        Option("capture", _l("Capture and analyse")),
        Option("design", _l("Design journeys")),
        Option("steer", _l("Steer interactions")),
        Option("orchestrate", _l("Orchestrate the multi-experience")),
        Option("governance", _l("Governance")),
        Option("optimise", _l("Optimise")),
    ),
)

PHASES = Choices(
    name="phases",
    label=_l("Journey phases"),
    options=(
        Option("need", _l("Need")),
        Option("information", _l("Information")),
        Option("decision", _l("Decision")),
        Option("purchase", _l("Purchase & delivery")),
        Option("use", _l("Use")),
        Option("service", _l("Service & complaint")),
        Option("loyalty", _l("Loyalty or farewell")),
    ),
)

DEPARTMENT = Reference(name="department", label=_l("Department"), kind="department")


def summary(label: Label, help_text: Label, most: int) -> Prose:
    """The few sentences that lists and previews show."""
    return Prose(name="summary", label=label, help=help_text, per_language=True, most=most, height=2)


def body(label: Label, height: int) -> Prose:
    """The long text at the end, in Markdown."""
    return Prose(
        name="body", label=label, per_language=True, is_markdown=True, section=True, most=50_000, height=height
    )


def plain_passages(payload: Payload, *names: str) -> list[Passage]:
    """The words of the Markdown fields of these names, as far as they are filled."""
    return [
        Passage(name, {language: markdown.plain(text) for language, text in payload[name].items()})
        for name in names
        if name in payload
    ]


def shown_summary(entry: Any, language: str) -> Words:
    """A column: the entry in short."""
    return summary_of(entry, language)


def shown_field_of_action(entry: Any, _language: str) -> str:
    """A column: the field of action an entry belongs to."""
    return str(FIELD_OF_ACTION.label_of(entry.field_of_action)) if entry.field_of_action else ""


def shown_phases(entry: Any, _language: str) -> Strip:
    """A column: the phases an entry belongs to."""
    return Strip(tuple((str(option.label), option.value in entry.phases) for option in PHASES.options))


def by_label(column: InstrumentedAttribute[str], field: Choice) -> Callable[[str], SQLColumnExpression[Any]]:
    """An order: the values of `field` in `column` by what the reader sees of them; empty ones have no place in it."""

    def order(_language: str) -> SQLColumnExpression[Any]:
        by_name = sorted(field.options, key=lambda option: sort_key_words(str(option.label)))
        return case({option.value: place for place, option in enumerate(by_name)}, value=column)

    return order
