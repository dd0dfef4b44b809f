"""The forms of the discussion."""

from dataclasses import replace

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField, SelectField

from wiki.core.text import whole_number
from wiki.entries.discussion import COMMENT, MOST_CHARACTERS, UNCLEAR, Remark
from wiki.web.forms import ProseField, WikiForm, options


class AnswerForm(WikiForm):
    """An answer within a thread."""

    text = ProseField(_l("Your answer"), render_kw={"rows": 3, "maxlength": MOST_CHARACTERS})
    no_customer_data = BooleanField(_l("These are no customer data"))
    on_revision = HiddenField(default="0")

    @property
    def asks_about_data(self) -> bool:
        """Whether the author has to say something about what looks like customer data."""
        return bool(self.no_customer_data.errors or self.no_customer_data.data)

    def remark(self) -> Remark:
        """What was written, for the service."""
        return Remark(
            text=self.text.data or "",
            on_revision=whole_number(self.on_revision.data or ""),
            no_customer_data=bool(self.no_customer_data.data),
        )


class RemarkForm(AnswerForm):
    """The beginning of a thread."""

    text = ProseField(
        _l("Your comment"),
        description=_l("Write [[ to link an entry. Names and data of customers do not belong here."),
        render_kw={"rows": 4, "maxlength": MOST_CHARACTERS},
    )
    tone = RadioField(
        _l("What is it?"),
        choices=options(
            [
                (COMMENT, _l("A comment – with your name")),
                (UNCLEAR, _l("“Unclear to me” – nobody sees your name")),
            ]
        ),
        default=COMMENT,
        validate_choice=False,
    )
    as_newcomer = BooleanField(_l("Say that somebody new asks"))
    step_key = SelectField(_l("About"), default="", validate_choice=False)

    def remark(self) -> Remark:
        """What was written, for the service."""
        said = super().remark()
        tone, step_key = self.tone.data or COMMENT, self.step_key.data or ""
        return replace(said, tone=tone, step_key=step_key, as_newcomer=bool(self.as_newcomer.data))
