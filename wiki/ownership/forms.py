"""The form with which somebody is named or asked at an entry's own page."""

from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older
from wtforms.validators import InputRequired, Length, Optional

from wiki.ownership.board import Board
from wiki.ownership.desk import Wish
from wiki.ownership.holders import DEPARTMENT, FUNCTION, PERSON, Holder, Place
from wiki.ownership.models import ACCOUNTABLE, CONSULTED, INFORMED, RESPONSIBLE
from wiki.ownership.planning import LONGEST_EFFORT, LONGEST_NOTE
from wiki.people.forms import NEEDED
from wiki.web.forms import LineField, ProseField, WikiForm, options

LETTER_CHOICES = [
    (ACCOUNTABLE, _l("A – accountable: answers for the result, one alone")),
    (RESPONSIBLE, _l("R – responsible: does it")),
    (CONSULTED, _l("C – consulted: is asked beforehand")),
    (INFORMED, _l("I – informed: is told")),
]


class AskForm(WikiForm):
    """Who is to do what from when on."""

    step = SelectField(_l("For"), default="")
    letter = RadioField(_l("As what"), choices=options(LETTER_CHOICES), validators=[InputRequired(NEEDED)])
    holder = SelectField(_l("Who"), validators=[InputRequired(NEEDED)])
    since = DateField(_l("From"), validators=[Optional()], description=_l("Empty: from the day of the answer on."))
    effort = LineField(
        _l("About how much work"), validators=[Length(max=LONGEST_EFFORT)], description=_l("such as: an hour a week")
    )
    note = ProseField(_l("Note"), validators=[Length(max=LONGEST_NOTE)], render_kw={"rows": 3})

    def offer(self, board: Board, language: str, me: int | None) -> None:
        """Fill in the steps, and everybody who can be asked; oneself first."""
        whole = (("", _("the whole entry")), *((line.key, line.title) for line in board.steps))
        self.step.choices = options(whole)
        people = [SelectChoice("", "–")]
        here = [each for each in board.staff.people.values() if each.here]
        for each in sorted(here, key=lambda each: each.id != me):
            name = _("Myself (%(name)s)", name=each.name) if each.id == me else each.name
            people.append(SelectChoice(f"{PERSON}{each.id}", name, optgroup=_("People")))
        jobs = sorted((job.name(language), job.id) for job in board.staff.functions.values())
        people += [SelectChoice(f"{FUNCTION}{number}", name, optgroup=_("Functions")) for name, number in jobs]
        for unit in board.staff.departments.values():
            people.append(SelectChoice(f"{DEPARTMENT}{unit.id}", unit.name(language), optgroup=_("Departments")))
        self.holder.choices = people

    def wish(self, entry_id: int) -> Wish:
        """What was typed."""
        since: date | None = self.since.data
        holder = Holder.read(self.holder.data or "")
        return Wish(Place(entry_id, self.step.data or ""), self.letter.data or "", holder, since=since)
