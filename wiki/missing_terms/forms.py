"""The shape of what people type about missing terms."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField, SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from wiki.core.text import whole_number
from wiki.entries.forms import Needed
from wiki.missing_terms.asking import Asked
from wiki.missing_terms.models import MOST_TEXT, MOST_WORD
from wiki.missing_terms.naming import STATUSES, Naming
from wiki.missing_terms.wording import LANGUAGE_CHOICES, STATUS_CHOICES
from wiki.web.forms import LineField, ProseField, WikiForm


class AskForm(WikiForm):
    """Asking for a term."""

    word = LineField(_l("Which word is missing?"), validators=[Needed()], render_kw={"maxlength": MOST_WORD})
    language = RadioField(_l("Language of the word"), choices=LANGUAGE_CHOICES, default="de", validate_choice=False)
    looked_for = ProseField(
        _l("What were you looking for?"), render_kw={"rows": 4, "maxlength": MOST_TEXT},
        description=_l("Where you met the word, what you think it means, what you wanted to know. A few words help."),
    )  # fmt: skip
    place = HiddenField(default="")
    means_else = BooleanField(_l("I mean something else"))
    no_customer_data = BooleanField(_l("These are no data of a customer"))

    def asked(self, place_id: int | None) -> Asked:
        """For the service."""
        return Asked(
            self.word.data or "", self.looked_for.data or "", self.language.data or "", place_id,
            bool(self.means_else.data), bool(self.no_customer_data.data),
        )  # fmt: skip


class DeclineForm(WikiForm):
    """Why it will not be a term."""

    edits = HiddenField(default="0")
    reason = ProseField(
        _l("Why not?"), validators=[Needed()], render_kw={"rows": 3, "maxlength": MOST_TEXT},
        description=_l("Whoever asked is told these words."),
    )  # fmt: skip


class LabelForm(WikiForm):
    """Of which term it is a synonym."""

    entry = LineField(
        _l("Which term is meant?"), validators=[Needed()],
        render_kw={"data-completes": "term", "autocomplete": "off"},
    )  # fmt: skip
    status = RadioField(_l("As which label?"), choices=STATUS_CHOICES, default=STATUSES[0], validate_choice=False)

    def naming(self) -> Naming:
        """For the service."""
        return Naming(self.entry.data or "", self.status.data or "")


class MergeForm(WikiForm):
    """What means the same."""

    tick = SelectMultipleField(
        _l("Which of these mean the same?"), choices=[], validate_choice=False,
        widget=ListWidget(prefix_label=False), option_widget=CheckboxInput(),
    )  # fmt: skip

    def chosen(self) -> list[int]:
        """The numbers ticked, in the order they were sent."""
        return [number for each in self.tick.data or () if (number := whole_number(each))]
