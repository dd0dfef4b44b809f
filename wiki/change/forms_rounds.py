"""The forms of ADKAR rounds, and of making measures into tasks."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField, HiddenField, SelectField, SelectMultipleField
from wtforms.validators import Optional

from wiki.change.adkar import ELEMENTS, PLACES
from wiki.change.forms import NEEDED, PartForm, number_of
from wiki.change.measures import Taking
from wiki.change.models import ASKED
from wiki.change.rounds import LONGEST_SOURCE, SORTS, RoundData
from wiki.change.wording import ELEMENT_LABELS, ELEMENT_QUESTIONS, RATINGS
from wiki.core.text import whole_number
from wiki.web.forms import LineField, ProseField, WikiForm, options


class RoundForm(PartForm):
    """A round: of the answers, shares and ratings those that `sort` names count."""

    sort = HiddenField(default=ASKED)
    day = DateField(_l("Day"), validators=[Optional()], render_kw=NEEDED)
    source = LineField(_l("Where it comes from"), render_kw={"maxlength": LONGEST_SOURCE})
    answers = ProseField(
        _l("The answers"), render_kw={"rows": 10, "maxlength": 40_000, "spellcheck": "false"},
        description=_l(
            "One line for each answer: five ratings from 1 to 5, copied from a spreadsheet or typed. They are kept"
            " sorted by value, so that nobody sees which came when."
        ),
    )  # fmt: skip

    @property
    def chosen(self) -> str:
        """The sort of round."""
        return self.sort.data if self.sort.data in SORTS else ASKED

    def read(self) -> RoundData:
        """What was typed."""
        shares = {place: number_of(self[f"share_{place}"].data) for place in PLACES}
        ratings = tuple(number_of(self[f"rating_{each}"].data) for each in ELEMENTS)
        return RoundData(
            self.sort.data or "", self.day.data, self.source.data or "", self.answers.data or "", shares, ratings,
            self.sure,
        )  # fmt: skip


def _share(place: str) -> LineField:
    return LineField(ELEMENT_LABELS[place], render_kw={"inputmode": "numeric", "maxlength": 3})


def _rating(place: str) -> SelectField:
    choices = options([("", "–"), *RATINGS.items()])
    words = ELEMENT_QUESTIONS[place]
    return SelectField(ELEMENT_LABELS[place], choices=choices, validate_choice=False, description=words)


for _each in PLACES:
    setattr(RoundForm, f"share_{_each}", _share(_each))
for _each in ELEMENTS:
    setattr(RoundForm, f"rating_{_each}", _rating(_each))


class MeasuresForm(WikiForm):
    """Which measures become tasks."""

    measures = SelectMultipleField(_l("Measures"), choices=[], validate_choice=False)
    assignee = SelectField(_l("Who does it"), validate_choice=False)
    due = DateField(_l("Until"), validators=[Optional()])

    def offer(self, team: list[tuple[int, str]]) -> None:
        """The team."""
        self.assignee.choices = options([("", "–"), *((str(key), name) for key, name in team)])

    def read(self, language: str) -> Taking:
        """What was ticked."""
        codes: Any = self.measures.data or ()
        return Taking(tuple(codes), whole_number(self.assignee.data or "") or None, self.due.data, language)
