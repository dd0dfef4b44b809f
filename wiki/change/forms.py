"""The forms of groups and of the lines of a plan."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, HiddenField, SelectField
from wtforms.validators import Optional

from wiki.change import groups, messages, resistance, trainings
from wiki.change.adkar import ELEMENTS
from wiki.change.checking import Sure
from wiki.change.groups import GroupData
from wiki.change.messages import Audience, MessageData, Sender
from wiki.change.models import CUSTOMERS, DEPARTMENT, GROUP
from wiki.change.offering import Offer
from wiki.change.resistance import ResistanceData
from wiki.change.trainings import TrainingData
from wiki.change.wording import ELEMENT_LABELS, FORM_LABELS, RATINGS
from wiki.core.text import whole_number
from wiki.web.forms import LineField, ProseField, WikiForm, options

NEEDED = {"required": True}
PAIRS = {("department", "function"), ("influence", "interest"), ("channel", "sender"), ("planned_on", "done_on")}


def number_of(text: str | None) -> int | None:
    """The whole number typed, None for nothing and -1 for anything else."""
    typed = (text or "").strip()
    if not typed:
        return None
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else -1


def _id(text: str | None) -> int | None:
    return whole_number(text or "") or None


class PartForm(WikiForm):
    """What all of them have: the questions that are asked back, and how often the row had been changed."""

    no_names = BooleanField(_l("No person is meant"))
    no_customer_data = BooleanField(_l("These are no customer data"))
    edits = HiddenField(default="0")

    def offer(self, _offer: Offer) -> None:
        """Fill in what can be chosen."""

    @property
    def sure(self) -> Sure:
        """What the author has confirmed."""
        return Sure(bool(self.no_names.data), bool(self.no_customer_data.data))

    @property
    def seen(self) -> int:
        """How often it had been changed when the form was opened."""
        return whole_number(self.edits.data or "")

    @property
    def rows(self) -> list[list[Any]]:
        """The fields to be filled in, two that belong together beside each other."""
        found: list[list[Any]] = []
        for each in self:
            if found and (found[-1][0].name, each.name) in PAIRS:
                found[-1].append(each)
            elif each.name not in ("no_names", "no_customer_data", "edits", "csrf_token"):
                found.append([each])
        return found

    @property
    def asking(self) -> list[Any]:
        """The questions that are asked back."""
        return [each for each in (self.no_names, self.no_customer_data) if each.errors or each.data]


class GroupForm(PartForm):
    """A group concerned."""

    department = SelectField(_l("Department"), validate_choice=False)
    function = SelectField(_l("Function"), validate_choice=False)
    title = LineField(
        _l("Name of the group"), render_kw={"maxlength": groups.LONGEST_TITLE},
        description=_l("Where department and function do not say it, such as: early shift in Chur."),
    )  # fmt: skip
    people = LineField(
        _l("How many people"), render_kw={"inputmode": "numeric", "maxlength": 7, **NEEDED},
        description=_l("At least five, so that nobody can be recognised."),
    )  # fmt: skip
    influence = SelectField(
        _l("Influence"), choices=options([("", "–"), *RATINGS.items()]), validate_choice=False, render_kw=NEEDED,
        description=_l(
            "How much can they bring about, or stop? Seen by the team of the initiative and CX managers alone."
        ),
    )  # fmt: skip
    interest = SelectField(
        _l("Interest"), choices=options([("", "–"), *RATINGS.items()]), validate_choice=False, render_kw=NEEDED,
        description=_l("How much does it concern them in their work?"),
    )  # fmt: skip
    words = ProseField(_l("What will be different for them"), render_kw={"rows": 2, "maxlength": groups.LONGEST_WORDS})

    def offer(self, offer: Offer) -> None:
        """Departments and functions."""
        self.department.choices = options([("", "–"), *offer.departments])
        self.function.choices = options([("", "–"), *offer.functions])

    def read(self) -> GroupData:
        """What was typed."""
        return GroupData(
            self.title.data or "", _id(self.department.data), _id(self.function.data), number_of(self.people.data),
            number_of(self.influence.data), number_of(self.interest.data), self.words.data or "", self.sure, self.seen,
        )  # fmt: skip


class MessageForm(PartForm):
    """A line of the communication plan."""

    text = ProseField(_l("Message"), render_kw={"rows": 3, "maxlength": messages.LONGEST_MESSAGE, **NEEDED},
                      description=_l("What they hear, in one or two sentences."))  # fmt: skip
    audience = SelectField(_l("Who is told"), validate_choice=False, render_kw=NEEDED)
    channel = LineField(
        _l("Channel"), render_kw={"maxlength": messages.LONGEST_CHANNEL, "list": "channels", **NEEDED},
        description=_l("Such as: team meeting, intranet, letter."),
    )  # fmt: skip
    sender = SelectField(
        _l("Sender"), validate_choice=False,
        description=_l("Why it changes is best told by the top; what it means for me by the own head."),
    )  # fmt: skip
    planned_on = DateField(_l("Planned for"), validators=[Optional()], render_kw=NEEDED)
    done_on = DateField(_l("Told on"), validators=[Optional()], description=_l("Empty until it is done."))

    def offer(self, offer: Offer) -> None:
        """Groups, departments, customers; who can send."""
        self.audience.choices = offer.audiences
        self.sender.choices = offer.senders(self.sender.data or "")

    def read(self) -> MessageData:
        """What was typed."""
        sort, number = (self.audience.data or "")[:1], _id((self.audience.data or "")[1:])
        audience = Audience({"g": GROUP, "d": DEPARTMENT, "c": CUSTOMERS}.get(sort, ""), number)
        which, who = (self.sender.data or "")[:1], _id((self.sender.data or "")[1:])
        sender = Sender(who if which == "p" else None, who if which == "f" else None)
        return MessageData(
            self.text.data or "", audience, self.channel.data or "", self.planned_on.data, sender, self.done_on.data,
            self.sure, self.seen,
        )  # fmt: skip


class TrainingForm(PartForm):
    """A line of the training plan."""

    title = LineField(_l("What they learn"), render_kw={"maxlength": trainings.LONGEST_TITLE, **NEEDED})
    group = SelectField(_l("Group"), validate_choice=False, render_kw=NEEDED)
    form = SelectField(_l("How"), choices=options(FORM_LABELS.items()), validate_choice=False)
    planned_on = DateField(_l("Planned for"), validators=[Optional()], render_kw=NEEDED)
    done_on = DateField(_l("Took place on"), validators=[Optional()], description=_l("Empty until it has taken place."))

    def offer(self, offer: Offer) -> None:
        """The groups."""
        self.group.choices = options([("", "–"), *offer.groups])

    def read(self) -> TrainingData:
        """What was typed."""
        return TrainingData(
            self.title.data or "", _id(self.group.data), self.form.data or "", self.planned_on.data, self.done_on.data,
            self.sure, self.seen,
        )  # fmt: skip


class ResistanceForm(PartForm):
    """What speaks against the change."""

    group = SelectField(_l("Group"), validate_choice=False, render_kw=NEEDED)
    text = ProseField(
        _l("What is said"), render_kw={"rows": 3, "maxlength": resistance.LONGEST_NOTE, **NEEDED},
        description=_l("What people fear or miss, never who said it. Names are refused."),
    )  # fmt: skip
    element = SelectField(
        _l("Where it comes from"), validate_choice=False,
        choices=options([("", _l("unclear")), *((each, ELEMENT_LABELS[each]) for each in ELEMENTS)]),
    )  # fmt: skip
    answer = LineField(_l("What we do about it"), render_kw={"maxlength": resistance.LONGEST_ANSWER})
    done_on = DateField(_l("Settled on"), validators=[Optional()], description=_l("Empty while it is open."))

    def offer(self, offer: Offer) -> None:
        """The groups."""
        self.group.choices = options([("", "–"), *offer.groups])

    def read(self) -> ResistanceData:
        """What was typed."""
        return ResistanceData(
            self.text.data or "", _id(self.group.data), self.element.data or "", self.answer.data or "",
            self.done_on.data, self.sure, self.seen,
        )  # fmt: skip
