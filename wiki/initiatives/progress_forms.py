"""The forms on the page "Progress", filled in with what is there; the one that failed keeps what was typed."""

from typing import TypeVar

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from wiki.initiatives.forms import DecisionForm, MemberForm, MilestoneForm, ReportForm, RiskForm, TieForm, numbered
from wiki.initiatives.models import GREEN, LEAD, PLANNED, RUNNING, Milestone, Risk
from wiki.initiatives.progress_page import ProgressPage
from wiki.initiatives.service import STEPS
from wiki.initiatives.wording import STAGES
from wiki.people.queries import person_choices
from wiki.web.forms import WikiForm, options

AnyForm = TypeVar("AnyForm", bound=WikiForm)


class ProgressForms:
    """`place` is the form that failed; it is shown open."""

    def __init__(
        self, session: Session, page: ProgressPage, language: str, place: str, failed: WikiForm | None
    ) -> None:
        self._session = session
        self._page = page
        self._language = language
        self._failed = failed
        self.place = place

    def _form(self, place: str, form: type[AnyForm], **values: object) -> AnyForm:
        if place == self.place and isinstance(self._failed, form):
            return numbered(self._failed, place)
        return numbered(form(formdata=None, data=values), place)

    def report(self) -> ReportForm:
        """A new report, beginning from the present state."""
        now, reports = self._page.initiative, self._page.reports
        newest = str(reports[0].id if reports else 0)
        stage = RUNNING if now.stage == PLANNED else now.stage
        form = self._form("report", ReportForm, stage=stage, light=now.light or GREEN, newest=newest)
        form.newest.data = newest
        words = {RUNNING: _("Open again: under way")} if now.closed_on is not None else {}
        form.stage.choices = options((each, words.get(each, STAGES[each])) for each in STEPS[now.stage])
        return form

    def member(self) -> MemberForm:
        """One more person."""
        form = self._form("team", MemberForm, **({"part": LEAD} if self._page.part(LEAD) is None else {}))
        form.person.choices = options(
            [("", _("– please choose –")), *((str(number), name) for number, name in person_choices(self._session))]
        )
        return form

    def milestone(self, row: Milestone | None = None) -> MilestoneForm:
        """A new milestone, or one to be changed."""
        if row is None:
            return self._form("milestone-0", MilestoneForm)
        form = self._form(
            f"milestone-{row.id}", MilestoneForm, title=row.title, due=row.due.isoformat(),
            is_reached=row.reached_on is not None,
        )  # fmt: skip
        form.edits.data = str(row.edits)
        return form

    def risk(self, row: Risk | None = None) -> RiskForm:
        """A new risk, or one to be changed."""
        if row is None:
            return self._form("risk-0", RiskForm)
        form = self._form(
            f"risk-{row.id}", RiskForm, text=row.text, likelihood=str(row.likelihood), harm=str(row.harm),
            answer=row.answer, is_over=row.closed_on is not None,
        )  # fmt: skip
        form.edits.data = str(row.edits)
        return form

    def decision(self) -> DecisionForm:
        """A new decision, of today unless another day is named."""
        return self._form("decision", DecisionForm, decided_on=self._page.today.isoformat())

    def seam(self) -> TieForm | None:
        """One more seam; none where nothing can be chosen."""
        offered = self._page.seams_offered(self._language)
        form = self._form("seam", TieForm)
        form.seam.choices = options(offered)
        return form if offered or form.errors else None

    def change(self) -> TieForm | None:
        """One more version; none where nothing can be chosen."""
        offered = self._page.changes_offered(self._language)
        form = self._form("change", TieForm)
        form.change.choices = options(offered)
        return form if offered or form.errors else None
