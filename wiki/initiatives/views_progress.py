"""The page "Progress" of an initiative, and what is written down there."""

from collections.abc import Callable

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from wiki.access.guard import current_actor
from wiki.core.errors import Invalid, NotFound, Problem
from wiki.core.text import whole_number
from wiki.entries.binding import load, url_of
from wiki.entries.frame import Frame
from wiki.entries.kinds import Kind
from wiki.initiatives import planning, service, team, ties
from wiki.initiatives.forms import DecisionForm, MemberForm, MilestoneForm, ReportForm, RiskForm, TieForm, which_of
from wiki.initiatives.models import Decision, Initiative, Milestone, Risk
from wiki.initiatives.progress_forms import ProgressForms
from wiki.initiatives.progress_page import ProgressPage
from wiki.initiatives.wording import LIGHT_TONES, LIGHTS, PARTS, SHORT_LIGHTS, STAGES
from wiki.web.forms import WikiForm
from wiki.web.i18n import reader_language
from wiki.web.transaction import db, roll_back, writing

ENDPOINT = "progress"
SORTS: dict[str, planning.Sort] = {"milestone": Milestone, "risk": Risk, "decision": Decision}


def progress(kind: Kind, slug: str) -> ResponseReturnValue:
    """How an initiative goes."""
    return _page(kind, slug)


def report(kind: Kind, slug: str) -> ResponseReturnValue:
    """Report stage, light and reason."""
    form = ReportForm()
    return _do(kind, slug, "report", form, lambda session, found: service.report(
        session, current_actor(), found, form.report()), _("Reported."))  # fmt: skip


def join(kind: Kind, slug: str) -> ResponseReturnValue:
    """Take somebody into the team."""
    form, done = MemberForm(), _("Added to the team and told.")
    return _do(kind, slug, "team", form, lambda session, found: team.join(
        session, current_actor(), found, form.person_id, form.part.data or ""), done)  # fmt: skip


def leave(kind: Kind, slug: str) -> ResponseReturnValue:
    """End somebody's part."""
    member = whole_number(request.form.get("row", ""))
    return _do(kind, slug, "", None, lambda session, found: team.leave(session, current_actor(), found, member))


def milestone(kind: Kind, slug: str, row_id: int) -> ResponseReturnValue:
    """Write a milestone down, or change one."""
    form = MilestoneForm()
    return _do(kind, slug, f"milestone-{row_id}", form, lambda session, found: planning.set_milestone(
        session, current_actor(), found, form.milestone(), which_of(row_id, form)))  # fmt: skip


def risk(kind: Kind, slug: str, row_id: int) -> ResponseReturnValue:
    """Write a risk down, or change one."""
    form = RiskForm()
    return _do(kind, slug, f"risk-{row_id}", form, lambda session, found: planning.set_risk(
        session, current_actor(), found, form.risk(), which_of(row_id, form)))  # fmt: skip


def decision(kind: Kind, slug: str) -> ResponseReturnValue:
    """Write a decision down."""
    form = DecisionForm()
    return _do(kind, slug, "decision", form, lambda session, found: planning.decide(
        session, current_actor(), found, form.decision()))  # fmt: skip


def remove(kind: Kind, slug: str) -> ResponseReturnValue:
    """Take away what was written down by mistake."""
    sort, row = SORTS.get(request.form.get("what", "")), whole_number(request.form.get("row", ""))
    if sort is None:
        raise NotFound
    return _do(kind, slug, "", None, lambda session, found: planning.remove(
        session, current_actor(), found, sort, row), _("Taken away."))  # fmt: skip


def tie(kind: Kind, slug: str) -> ResponseReturnValue:
    """The initiative is about a seam, or brought a version about."""
    form = TieForm()
    if form.change.data:
        return _do(kind, slug, "change", form, lambda session, found: ties.tie_change(
            session, current_actor(), found, whole_number(form.change.data)))  # fmt: skip
    return _do(kind, slug, "seam", form, lambda session, found: ties.tie_seam(
        session, current_actor(), found, _seam(form.seam.data or "")))  # fmt: skip


def untie(kind: Kind, slug: str) -> ResponseReturnValue:
    """It is not about the seam, or did not bring the version about."""
    if change := whole_number(request.form.get("change", "")):
        return _do(kind, slug, "", None, lambda session, found: ties.untie_change(
            session, current_actor(), found, change))  # fmt: skip
    return _do(kind, slug, "", None, lambda session, found: ties.untie_seam(
        session, current_actor(), found, _seam(request.form.get("seam", ""))))  # fmt: skip


def _seam(text: str) -> ties.SeamAt:
    parts = text.split(":")
    if len(parts) != 3:
        raise Invalid([Problem("seam", _("Please choose one of the list."))])
    return whole_number(parts[0]), parts[1][:40], parts[2][:40]


def _do(
    kind: Kind, slug: str, place: str, form: WikiForm | None, act: Callable[[Session, int], object], words: str = ""
) -> ResponseReturnValue:
    """Do `act` in one transaction; what is wrong is shown at the form of that `place`, with everything typed."""
    found = load(db(), kind, slug).id
    try:
        act(writing(), found)
    except Invalid as error:
        roll_back()
        if form is None:
            flash(" ".join(str(each.message) for each in error.problems), "danger")
            return redirect(url_of(db(), load(db(), kind, slug), ENDPOINT), 303)
        form.add_problems(error.problems)
        return _page(kind, slug, place, form), 422
    if words:
        flash(words, "success")
    anchor = place.partition("-")[0] or request.form.get("what", "")
    return redirect(url_of(db(), load(db(), kind, slug), ENDPOINT, _anchor=anchor or None), 303)


def _page(kind: Kind, slug: str, place: str = "", failed: WikiForm | None = None) -> str:
    session, actor = db(), current_actor()
    entry = load(session, kind, slug)
    if not isinstance(entry, Initiative):
        raise NotFound
    page = ProgressPage(session, actor, entry)
    return render_template(
        "initiatives/progress.html", kind=kind, entry=entry, frame=Frame(session, actor, kind, entry, ENDPOINT),
        page=page, forms=ProgressForms(session, page, reader_language(), place, failed), stages=STAGES,
        lights=LIGHTS, short_lights=SHORT_LIGHTS, tones=LIGHT_TONES, parts=PARTS,
    )  # fmt: skip
