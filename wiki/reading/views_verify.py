"""The page on which heads verify what their own people have confirmed, and the lists as files for spreadsheets."""

from collections.abc import Iterator, Sequence
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from wiki.access.guard import current_actor
from wiki.access.permissions import Permission
from wiki.access.rules import SIGNED_IN, needs, rule
from wiki.core.clock import company_day
from wiki.core.errors import Invalid
from wiki.core.text import whole_number
from wiki.ownership.staff import Staff
from wiki.people.queries import people_by_id
from wiki.reading import verifying
from wiki.reading.blueprint import blueprint
from wiki.reading.counting import Count, counts
from wiki.reading.queries import binding_entries, led_ids
from wiki.reading.requiring import demand_on, may_require
from wiki.reading.views import tabs
from wiki.reading.views_people import lines
from wiki.reading.wording import HOW, STATES
from wiki.web.csv_file import csv_file
from wiki.web.i18n import day, reader_language
from wiki.web.paging import page_of
from wiki.web.redirects import same_view
from wiki.web.transaction import db, writing

A_PAGE, MOST_AT_ONCE = 50, 200
WAITING, DONE = "waiting", "done"


@blueprint.get("/verify")
@rule(SIGNED_IN)
def verify() -> str:
    """What waits to be verified, and what has been."""
    return _page()


@blueprint.post("/verify")
@rule(SIGNED_IN)
def verify_submit() -> ResponseReturnValue:
    """Verify the ticked ones: the button says how."""
    ids = [whole_number(each) or 0 for each in request.form.getlist("confirmation")[:MOST_AT_ONCE]]
    session = writing()
    try:
        number = verifying.verify(session, current_actor(), ids, request.form.get("how", ""))
    except Invalid as error:
        session.rollback()
        return _page(ticked=set(ids), problem=str(error.problems[0].for_form)), 422
    flash(ngettext("%(num)s confirmation verified.", "%(num)s confirmations verified.", number), "success")
    return redirect(url_for("reading.verify"), 303)


@blueprint.get("/people.csv")
@rule(SIGNED_IN)
def people_csv() -> ResponseReturnValue:
    """The own people and what is binding for them: open or done, with the day."""
    demand_on(db())
    return csv_file("confirmations", _people_lines(reader_language()))


@blueprint.get("/entries.csv")
@rule(needs(Permission.READING_REQUIRE))
def entries_csv() -> ResponseReturnValue:
    """How many have confirmed what is binding, by department; groups of five and more."""
    demand_on(db())
    return csv_file("confirmations-numbers", _number_lines(reader_language()))


def _page(ticked: set[int] | None = None, problem: str = "") -> str:
    session, actor = db(), current_actor()
    verifying.demand_verifying(session, actor)
    is_done = request.args.get("show") == DONE
    page = page_of(session, verifying.confirmations(session, actor, verified=is_done), A_PAGE)
    verified = verifying.verifications_of(session, page.rows) if is_done else {}
    chips = [
        (_("To verify"), same_view(show=None, page=None), not is_done, None),
        (_("Verified"), same_view(show=DONE, page=None), is_done, None),
    ]
    return render_template(
        "reading/verify.html",
        page=page,
        verified=verified,
        heads=people_by_id(session, (each.by_id for each in verified.values())),
        chips=chips,
        tabs=tabs("verify"),
        how=HOW,
        ticked=ticked or set(),
        problem=problem,
    )


def _people_lines(language: str) -> Iterator[Sequence[Any]]:
    yield [_("Name"), _("Department"), _("Entry"), _("State"), _("Version"), _("Due"), _("Confirmed on"),
           _("Verified on")]  # fmt: skip
    for each in lines():
        unit, standing = each.person.department, each.standing
        yield [
            each.person.name, unit.name(language) if unit is not None else "", each.entry.title(language),
            STATES[standing.state], standing.number or "", day(standing.due_on), day(standing.confirmed_at),
            day(standing.verified_at),
        ]  # fmt: skip


def _number_lines(language: str) -> Iterator[Sequence[Any]]:
    session, actor = db(), current_actor()
    staff, known = Staff(session, company_day(session)), led_ids(session, actor)
    yield [_("Entry"), _("Binding since"), _("Department"), _("Are asked"), _("Have confirmed")]
    for required in session.scalars(binding_entries()):
        if may_require(actor, required.entry):
            head = [required.entry.title(language), day(required.since)]
            for place, count in enumerate(counts(session, staff, required, known)):
                yield [*head, _("all") if place == 0 else _whose(count, language), count.people, count.done]


def _whose(count: Count, language: str) -> str:
    return count.unit.name(language) if count.unit is not None else str(_("others"))
