"""The shape of what people type about signals."""

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    Form,
    FormField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
)
from wtforms.validators import Optional

from wiki.core.text import whole_number
from wiki.entries.forms import Needed, RowList
from wiki.signals.models import SORTS, SOURCES
from wiki.signals.service import SignalData
from wiki.signals.sightings import MOST_NOTE, MOST_TIMES, Seen
from wiki.signals.triage import MOST_ANSWER, MOST_TEXT, MOST_TITLE, Words
from wiki.signals.whys import MOST_ANSWER as MOST_WHY
from wiki.signals.whys import MOST_CAUSE, MOST_WHYS, Analysis, Because
from wiki.signals.wording import SEVERITY_CHOICES, SORT_CHOICES, SOURCE_CHOICES
from wiki.web.forms import LineField, ProseField, WikiForm

_NO_CUSTOMER_DATA = _l("These are no data of a customer")


def _days(name: str) -> DateField:
    return DateField(name, validators=[Optional()])


class _Asking(WikiForm):
    """A form that asks about what looks like customer data."""

    no_customer_data = BooleanField(_NO_CUSTOMER_DATA)

    @property
    def asks(self) -> bool:
        """Whether the question is to be shown."""
        return bool(self.no_customer_data.errors or self.no_customer_data.data)


class SeenForm(_Asking):
    """That it was seen again."""

    times = IntegerField(
        _l("How often?"), validators=[Optional()], render_kw={"inputmode": "numeric", "min": 1, "max": MOST_TIMES}
    )
    seen_from = _days(_l("From"))
    seen_until = _days(_l("Until"))
    source = SelectField(_l("Who or what says so?"), choices=SOURCE_CHOICES, default=SOURCES[1], validate_choice=False)
    note = LineField(_l("Note"), render_kw={"maxlength": MOST_NOTE})

    def seen(self) -> Seen:
        """For the service."""
        return Seen(
            self.times.data, self.seen_from.data, self.seen_until.data, self.source.data or "", self.note.data or "",
            no_customer_data=bool(self.no_customer_data.data),
        )  # fmt: skip


class ReportForm(_Asking):
    """A new signal."""

    sort = RadioField(_l("What is it about?"), choices=SORT_CHOICES, default=SORTS[0], validate_choice=False)
    title = LineField(
        _l("In one sentence"), validators=[Needed()], render_kw={"maxlength": MOST_TITLE},
        description=_l("For example: customers call again because nobody calls back as promised."),
    )  # fmt: skip
    text = ProseField(
        _l("What happens"), render_kw={"rows": 5, "maxlength": MOST_TEXT},
        description=_l("What customers or you yourself live through. No names and no data of customers."),
    )  # fmt: skip
    place = SelectField(_l("Where?"), choices=[], validate_choice=False)
    step = SelectField(_l("At which step?"), choices=[], default="", validate_choice=False)
    to = HiddenField(default="")
    severity = SelectField(_l("How bad is it?"), choices=SEVERITY_CHOICES, default="", validate_choice=False)
    times = IntegerField(
        _l("How often?"), validators=[Optional()], render_kw={"inputmode": "numeric", "min": 1, "max": MOST_TIMES}
    )
    seen_from = _days(_l("From"))
    seen_until = _days(_l("Until"))
    source = SelectField(_l("Who or what says so?"), choices=SOURCE_CHOICES, default=SOURCES[1], validate_choice=False)
    source_note = LineField(
        _l("More about the source"), render_kw={"maxlength": MOST_NOTE},
        description=_l("For example: complaint register, October, 240 cases."),
    )  # fmt: skip
    nameless = BooleanField(_l("Do not show my name"))

    def data_for(self, language: str) -> SignalData:
        """For the service."""
        return SignalData(
            sort=self.sort.data or "", title=self.title.data or "", text=self.text.data or "", language=language,
            source=self.source.data or "", source_note=self.source_note.data or "", times=self.times.data,
            seen_from=self.seen_from.data, seen_until=self.seen_until.data, severity=self.severity.data or "",
            no_customer_data=bool(self.no_customer_data.data),
        )  # fmt: skip


class WordsForm(_Asking):
    """How a signal is put."""

    edits = HiddenField(default="0")
    title = LineField(_l("In one sentence"), validators=[Needed()], render_kw={"maxlength": MOST_TITLE})
    text = ProseField(_l("What happens"), render_kw={"rows": 4, "maxlength": MOST_TEXT})
    sort = SelectField(_l("What is it about?"), choices=SORT_CHOICES, validate_choice=False)
    severity = SelectField(_l("How bad is it?"), choices=SEVERITY_CHOICES, default="", validate_choice=False)

    def words(self) -> Words:
        """For the service."""
        return Words(
            self.title.data or "", self.text.data or "", self.sort.data or "", self.severity.data or "",
            whole_number(self.edits.data or ""), bool(self.no_customer_data.data),
        )  # fmt: skip


class AnswerForm(WikiForm):
    """An answer instead of a change."""

    edits = HiddenField(default="0")
    answer = ProseField(
        _l("What do you tell whoever reported it?"),
        validators=[Needed()],
        render_kw={"rows": 3, "maxlength": MOST_ANSWER},
    )


class DuplicateForm(WikiForm):
    """Of which other signal it is a duplicate."""

    edits = HiddenField(default="0")
    of = SelectField(_l("Which signal is the same?"), choices=[], default="", validate_choice=False)
    number = LineField(
        _l("Another one, by its number"), render_kw={"inputmode": "numeric", "maxlength": 9},
        description=_l("The number stands on the page of each signal."),
    )  # fmt: skip

    def of_id(self) -> int:
        """The number typed, else the one chosen; 0 where none is."""
        return whole_number((self.number.data or "").lstrip("#")) or whole_number(self.of.data or "")


class InitiativeForm(WikiForm):
    """Which initiative is about it."""

    edits = HiddenField(default="0")
    initiative = SelectField(_l("Initiative"), choices=[], default="", validate_choice=False)


class _WhyRow(Form):
    answer = LineField(_l("Because …"), render_kw={"maxlength": MOST_WHY})
    evidence = LineField(_l("What shows it?"), render_kw={"maxlength": MOST_WHY})


class WhysForm(_Asking):
    """Five times why."""

    edits = HiddenField(default="0")
    whys = RowList(FormField(_WhyRow), min_entries=MOST_WHYS, max_entries=MOST_WHYS)
    root_cause = ProseField(_l("Root cause"), render_kw={"rows": 3, "maxlength": MOST_CAUSE})

    def analysis(self) -> Analysis:
        """For the service."""
        whys = tuple(Because(row.form.answer.data or "", row.form.evidence.data or "") for row in self.whys)
        return Analysis(
            whys, self.root_cause.data or "", whole_number(self.edits.data or ""), bool(self.no_customer_data.data)
        )
