"""The form of a piece of evidence."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, HiddenField, RadioField, SelectField
from wtforms.validators import Optional

from wiki.core.text import whole_number
from wiki.evidence.models import CUSTOMERS, FAIR, Evidence
from wiki.evidence.reading import Shown
from wiki.evidence.service import MOST, EvidenceData
from wiki.evidence.wording import FROM, SORTS, STRENGTHS_EXPLAINED
from wiki.web.forms import LineField, ProseField, WikiForm, options


class EvidenceForm(WikiForm):
    """What was looked at, when, and how much it carries."""

    step = SelectField(_l("About"), default="", validate_choice=False)
    sort = RadioField(
        _l("What kind of evidence?"), default=CUSTOMERS, validate_choice=False,
        choices=options([(name, _l("%(sort)s – %(how)s", sort=SORTS[name], how=FROM[name])) for name in SORTS]),
    )  # fmt: skip
    source = LineField(
        _l("Source"), render_kw={"maxlength": MOST["source"], "required": True},
        description=_l("For example: survey after calls, second quarter; workshop of the hotline; order system."),
    )  # fmt: skip
    url = LineField(
        _l("Where it can be read"), render_kw={"maxlength": MOST["url"], "inputmode": "url"},
        description=_l("The web address of report or file, where there is one."),
    )  # fmt: skip
    day = DateField(
        _l("From when"), validators=[Optional()], render_kw={"required": True},
        description=_l("The last day on which was asked, watched or counted."),
    )  # fmt: skip
    cases = LineField(
        _l("How many people or cases"), render_kw={"inputmode": "numeric", "maxlength": 11},
        description=_l("A whole number; empty where nobody counted."),
    )  # fmt: skip
    strength = RadioField(
        _l("How much does it carry?"), default=FAIR, validate_choice=False, choices=options(STRENGTHS_EXPLAINED.items())
    )
    note = ProseField(
        _l("What it says"), render_kw={"rows": 4, "maxlength": MOST["note"]},
        description=_l("What was found, in a sentence or two. Names and data of customers do not belong here."),
    )  # fmt: skip
    no_customer_data = BooleanField(_l("These are no customer data"))
    edits = HiddenField(default="0")

    def offer(self, shown: Shown) -> None:
        """Fill in the steps; one that is gone stays for evidence that was written about it."""
        lines = [("", _("The whole entry"))]
        lines += [(each.key, f"{each.number} · {each.title}") for each in shown.steps]
        lines += [(each.key, _("%(title)s (a step that is gone)", title=each.title or each.key)) for each in shown.gone]
        self.step.choices = options(lines)

    @property
    def asks_about_data(self) -> bool:
        """Whether the author has to say something about what looks like customer data."""
        return bool(self.no_customer_data.errors or self.no_customer_data.data)

    @classmethod
    def about(cls, row: Evidence) -> "EvidenceForm":
        """The form as it stands for a piece of evidence."""
        return cls(
            formdata=None, step=row.step_key, sort=row.sort, source=row.source, url=row.url, day=row.day,
            cases=str(row.cases) if row.cases else "", strength=row.strength, note=row.note, edits=str(row.edits),
        )  # fmt: skip

    def typed(self, language: str) -> EvidenceData:
        """What was typed, for the service; a number that is none is refused there."""
        cases = (self.cases.data or "").strip()
        number = (whole_number(cases) if cases.isascii() and cases.isdigit() else 0) if cases else None
        return EvidenceData(
            sort=self.sort.data or "", source=self.source.data or "", day=self.day.data,
            strength=self.strength.data or "", step_key=(self.step.data or "")[:40], url=self.url.data or "",
            cases=number, note=self.note.data or "", language=language,
            edits=whole_number(self.edits.data or ""), no_customer_data=bool(self.no_customer_data.data),
        )  # fmt: skip
