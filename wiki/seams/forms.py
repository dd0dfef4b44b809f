"""The forms of a seam."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from wiki.core.text import whole_number
from wiki.seams.agreeing import MOST_BY_WHEN, MOST_FORM, MOST_REASON, MOST_WHAT, Terms
from wiki.seams.models import UNKNOWN
from wiki.seams.saying import MOST_NOTES, Saying
from wiki.seams.wording import CAUSE_LABELS, CONTEXT_LABELS
from wiki.web.forms import LineField, ProseField, WikiForm, options


class CheckboxesField(SelectMultipleField):
    """Several of a few choices."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class SayingForm(WikiForm):
    """What goes wrong at a seam."""

    causes = CheckboxesField(
        _l("What goes wrong?"), choices=options(CAUSE_LABELS.items()), validate_choice=False,
        description=_l("Several are possible; none where it works."),
    )  # fmt: skip
    context = RadioField(
        _l("Is what the customer has said carried over?"), choices=options(CONTEXT_LABELS.items()), default=UNKNOWN,
        validate_choice=False,
    )  # fmt: skip
    notes = ProseField(_l("Notes"), render_kw={"rows": 3, "maxlength": MOST_NOTES})
    edits = HiddenField(default="0")

    def saying(self) -> Saying:
        """What was said, for the service."""
        return Saying(
            tuple(self.causes.data or ()), self.context.data or UNKNOWN, self.notes.data or "",
            whole_number(self.edits.data or ""),
        )  # fmt: skip


class TermsForm(WikiForm):
    """A proposal for an agreement."""

    what = ProseField(
        _l("Who hands over what?"), render_kw={"rows": 3, "maxlength": MOST_WHAT, "required": True},
        description=_l("For example: the hotline hands over the case with what the customer said and what was tried."),
    )  # fmt: skip
    form = LineField(
        _l("In which form?"), render_kw={"maxlength": MOST_FORM}, description=_l("For example: a ticket in the CRM.")
    )
    by_when = LineField(
        _l("By when?"), render_kw={"maxlength": MOST_BY_WHEN}, description=_l("For example: by noon of the next day.")
    )
    hours = LineField(
        _l("Within hours"), render_kw={"inputmode": "numeric", "maxlength": 4},
        description=_l("A whole number, so that it can be measured."),
    )  # fmt: skip
    departments = HiddenField()
    newest = HiddenField(default="0")

    def terms(self, language: str) -> Terms:
        """What was proposed, for the service; hours that are no number are refused there."""
        typed = (self.hours.data or "").strip()
        hours = (whole_number(typed) if typed.isascii() and typed.isdigit() else 0) if typed else None
        return Terms(
            self.what.data or "", self.form.data or "", self.by_when.data or "", hours, language,
            whole_number(self.newest.data or ""),
        )  # fmt: skip


class AnswerForm(WikiForm):
    """An answer to a proposal, for one side."""

    reason = LineField(_l("Why not?"), render_kw={"maxlength": MOST_REASON})
    number = HiddenField(default="0")
    side = HiddenField(default="")
