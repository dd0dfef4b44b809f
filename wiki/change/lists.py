"""The lists of a change plan as lines for spreadsheets."""

from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _

from wiki.change.adkar import PLACES, standing
from wiki.change.models import ChangeMessage
from wiki.change.reading import ChangePlan
from wiki.change.wording import AUDIENCE_LABELS, ELEMENT_LABELS, FORM_LABELS, WAYS

Line = list[Any]


def lines_of(plan: ChangePlan, part: str, language: str) -> Iterator[Line]:
    """Heads first."""
    return {"groups": _groups, "messages": _messages, "trainings": _trainings, "resistance": _resistance}[part](
        plan, language
    )


def sender_name(message: ChangeMessage, language: str) -> str:
    """Who tells, empty where nobody is named."""
    if message.sender is not None:
        return message.sender.name
    return message.sender_function.name(language) if message.sender_function is not None else ""


def audience_name(message: ChangeMessage, language: str) -> str:
    """Who is told, customers among them."""
    return message.audience_name(language) or str(AUDIENCE_LABELS[message.audience])


def _groups(plan: ChangePlan, language: str) -> Iterator[Line]:
    """One line a round; influence and interest for the team alone."""
    inside = [_("Influence"), _("Interest")] if plan.inside else []
    yield [_("Group"), _("People"), *inside, _("What will be different for them"), _("Day"), _("How it came about"),
           _("Number of answers"), *(f"{ELEMENT_LABELS[each]} (%)" for each in PLACES)]  # fmt: skip
    for line in plan.groups:
        group = line.group
        ratings = [group.influence, group.interest] if plan.inside else []
        first = [group.name(language), group.people, *ratings, group.words]
        if not group.rounds:
            yield [*first, *[""] * (3 + len(PLACES))]
        for row in group.rounds:
            found = standing(row)
            answers = row.number if row.answers else ""
            yield [*first, row.day, WAYS[row.way], answers, *(found.share(each) for each in PLACES)]


def _messages(plan: ChangePlan, language: str) -> Iterator[Line]:
    yield [_("Planned for"), _("Message"), _("Who is told"), _("Channel"), _("Sender"), _("Told on")]
    for each in plan.messages:
        who, sender = audience_name(each, language), sender_name(each, language)
        yield [each.planned_on, each.text, who, each.channel, sender, each.done_on or ""]


def _trainings(plan: ChangePlan, language: str) -> Iterator[Line]:
    yield [_("Planned for"), _("What they learn"), _("Group"), _("How"), _("Took place on")]
    for each in plan.trainings:
        form = FORM_LABELS[each.form]
        yield [each.planned_on, each.title, each.group.name(language), form, each.done_on or ""]


def _resistance(plan: ChangePlan, language: str) -> Iterator[Line]:
    yield [_("Group"), _("What is said"), _("Where it comes from"), _("What we do about it"), _("Settled on")]
    for each in plan.resistance:
        element = ELEMENT_LABELS[each.element] if each.element else ""
        yield [each.group.name(language), each.text, element, each.answer, each.done_on or ""]
