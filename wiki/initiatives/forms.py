"""The forms of how an initiative goes. Several stand on one page: `numbered` keeps their controls apart."""

from datetime import date
from typing import TypeVar

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField, SelectField

from wiki.core.text import whole_number
from wiki.entries.numbers import read_number
from wiki.initiatives.closing import LONGEST_WHY, Closing
from wiki.initiatives.measuring import LONGEST_NOTE, LONGEST_SOURCE, Measured
from wiki.initiatives.models import LIGHTS, MEMBER, PARTS
from wiki.initiatives.planning import MOST_TEXT, MOST_TITLE, DecisionData, MilestoneData, RiskData, Which
from wiki.initiatives.service import LONGEST_REASON, Report
from wiki.initiatives.wording import LIGHTS as LIGHT_LABELS
from wiki.initiatives.wording import PARTS as PART_LABELS
from wiki.web.forms import LineField, ProseField, WikiForm, options

AnyForm = TypeVar("AnyForm", bound=WikiForm)
LEVELS = (
    ("1", _l("1 – very low")),
    ("2", _l("2 – low")),
    ("3", _l("3 – middling")),
    ("4", _l("4 – high")),
    ("5", _l("5 – very high")),
)
_DAY = {"type": "date", "maxlength": 10}
_NEEDED_DAY = {**_DAY, "required": True}


def numbered(form: AnyForm, prefix: str) -> AnyForm:
    """The form with identifiers of its own on the page; what is sent keeps its names."""
    for each in form:
        each.id = f"{prefix}-{each.short_name}"
        each.label.field_id = each.id
    return form


def day_of(text: str | None) -> date | None:
    """The day somebody typed, None for anything else."""
    try:
        return date.fromisoformat((text or "").strip())
    except ValueError:
        return None


class ReportForm(WikiForm):
    """Stage, light and reason."""

    stage = SelectField(_l("Stage"), validate_choice=False)
    light = RadioField(
        _l("Traffic light"), choices=options((name, LIGHT_LABELS[name]) for name in LIGHTS), validate_choice=False
    )
    reason = ProseField(
        _l("Reason"), render_kw={"rows": 3, "maxlength": LONGEST_REASON, "required": True},
        description=_l("What has happened, what is in the way, what comes next. It stays in the history."),
    )  # fmt: skip
    newest = HiddenField(default="0")

    def report(self) -> Report:
        """What was reported, for the service."""
        newest = whole_number(self.newest.data or "")
        return Report(self.stage.data or "", self.light.data or "", self.reason.data or "", newest)


class MemberForm(WikiForm):
    """Who takes part as what."""

    person = SelectField(_l("Person"), validate_choice=False)
    part = SelectField(
        _l("Part"), choices=options((name, PART_LABELS[name]) for name in PARTS), default=MEMBER, validate_choice=False
    )

    @property
    def person_id(self) -> int:
        """The person chosen, 0 for none."""
        return whole_number(self.person.data or "")


class MilestoneForm(WikiForm):
    """A milestone."""

    title = LineField(_l("Milestone"), render_kw={"maxlength": MOST_TITLE, "required": True})
    due = LineField(_l("Due"), render_kw=_NEEDED_DAY)
    is_reached = BooleanField(_l("Reached"))
    edits = HiddenField(default="0")

    def milestone(self) -> MilestoneData:
        """For the service."""
        return MilestoneData(self.title.data or "", day_of(self.due.data), bool(self.is_reached.data))


class RiskForm(WikiForm):
    """A risk."""

    text = LineField(_l("What may go wrong?"), render_kw={"maxlength": MOST_TEXT, "required": True})
    likelihood = SelectField(_l("Likelihood"), choices=options(LEVELS), default="3", validate_choice=False)
    harm = SelectField(_l("Harm"), choices=options(LEVELS), default="3", validate_choice=False)
    answer = LineField(_l("What is done about it?"), render_kw={"maxlength": MOST_TEXT})
    is_over = BooleanField(_l("No longer a risk"))
    edits = HiddenField(default="0")

    def risk(self) -> RiskData:
        """For the service."""
        return RiskData(
            self.text.data or "", whole_number(self.likelihood.data or ""), whole_number(self.harm.data or ""),
            self.answer.data or "", bool(self.is_over.data),
        )  # fmt: skip


class DecisionForm(WikiForm):
    """A decision."""

    text = LineField(_l("What was decided?"), render_kw={"maxlength": MOST_TEXT, "required": True})
    decided_on = LineField(_l("Decided on"), render_kw=_NEEDED_DAY)
    reason = LineField(_l("Why?"), render_kw={"maxlength": MOST_TEXT})

    def decision(self) -> DecisionData:
        """For the service."""
        return DecisionData(self.text.data or "", day_of(self.decided_on.data), self.reason.data or "")


class TieForm(WikiForm):
    """A seam or a released version."""

    seam = SelectField(_l("Seam"), validate_choice=False)
    change = SelectField(_l("Released version"), validate_choice=False)


class MeasureForm(WikiForm):
    """A measured value."""

    value = LineField(_l("Value"), render_kw={"inputmode": "decimal", "maxlength": 16})
    cases = LineField(
        _l("Number of cases (n)"), render_kw={"inputmode": "numeric", "maxlength": 11},
        description=_l("How many cases the value rests on."),
    )  # fmt: skip
    measured_on = LineField(_l("Measured on"), render_kw=_DAY)
    source = LineField(
        _l("Source"), render_kw={"maxlength": LONGEST_SOURCE},
        description=_l("For example: ticket system, calls of October."),
    )  # fmt: skip
    note = LineField(_l("Note"), render_kw={"maxlength": LONGEST_NOTE})

    def measured(self) -> Measured:
        """For the service. What is no whole number of cases counts as 0, which the service refuses."""
        cases = (self.cases.data or "").strip()
        return Measured(
            read_number(self.value.data or ""), day_of(self.measured_on.data),
            whole_number(cases) if cases else None, self.source.data or "",
            self.note.data or "",
        )  # fmt: skip


class CloseForm(MeasureForm):
    """The effect, or why there is none, and what is said about it."""

    why_not = LineField(
        _l("No effect to show? Say why"), render_kw={"maxlength": LONGEST_WHY},
        description=_l("Instead of a value: for example that the figure cannot be measured before spring."),
    )  # fmt: skip
    reason = ProseField(
        _l("What has been done"), render_kw={"rows": 3, "maxlength": LONGEST_REASON, "required": True},
        description=_l("It stands in the history as the last report."),
    )  # fmt: skip
    newest = HiddenField(default="0")

    def closing(self) -> Closing:
        """For the service."""
        typed = any((self.value.data, self.cases.data, self.source.data))
        return Closing(
            self.reason.data or "", self.measured() if typed else None, self.why_not.data or "",
            whole_number(self.newest.data or ""),
        )  # fmt: skip


def which_of(row: int, form: MilestoneForm | RiskForm) -> Which:
    """The row a form changes; 0 is a new one."""
    return Which(row or None, whole_number(form.edits.data or ""))
