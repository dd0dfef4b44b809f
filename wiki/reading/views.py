"""What one is asked to confirm: the list, the page that shows what changed since one confirmed, what one confirmed."""

from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from wiki.access.guard import current_actor
from wiki.access.permissions import Actor, Permission
from wiki.access.rules import SIGNED_IN, rule
from wiki.core.clock import company_day
from wiki.core.db import wired
from wiki.core.errors import Conflict, NotFound
from wiki.core.text import whole_number
from wiki.entries.compare import Change, in_language
from wiki.entries.frame import Frame
from wiki.entries.kinds import Kind, Kinds
from wiki.entries.models import RELEASED, Entry, Revision
from wiki.entries.page import EntryPage
from wiki.entries.views_history import compared
from wiki.people.switches import is_on
from wiki.reading import confirming
from wiki.reading.blueprint import blueprint
from wiki.reading.models import SWITCH, Confirmation, ReadingDuty, RequiredReading
from wiki.reading.queries import confirmed_by, last_confirmed, open_duty, verified_among, waiting_for
from wiki.reading.requiring import demand_on
from wiki.reading.verifying import may_verify
from wiki.reading.wording import STATES, TONES
from wiki.web.csv_file import csv_file
from wiki.web.i18n import day as in_words
from wiki.web.i18n import reader_language
from wiki.web.paging import page_of
from wiki.web.shell import Item
from wiki.web.transaction import db, writing

A_PAGE = 30


def navigation() -> list[Item]:
    """The line of the navigation, for those signed in while it is switched on."""
    if not current_actor().signed_in or not is_on(db(), SWITCH):
        return []
    here = (request.endpoint or "").startswith("reading.")
    return [Item(_("To confirm"), url_for("reading.index"), "journal-check", current=here, place=2)]


def tabs(current: str) -> list[tuple[str, str, bool, int | None]]:
    """The pages of the room that mean something to the reader."""
    may = current_actor().may
    found = [("index", _("To confirm"), True), ("confirmed", _("Read and confirmed"), True)]
    found += [("people", _("My people"), bool(current_actor().areas) and may(Permission.PERSON_MANAGE_AREA))]
    found += [("verify", _("Verify"), may_verify(db(), current_actor()))]
    found += [("entries", _("Binding entries"), may(Permission.READING_REQUIRE))]
    return [(label, url_for(f"reading.{name}"), name == current, None) for name, label, is_shown in found if is_shown]


@blueprint.get("/")
@rule(SIGNED_IN)
def index() -> str:
    """What waits for the reader, due first."""
    demand_on(db())
    person_id, today = current_actor().person_id or 0, company_day(db())
    return render_template(
        "reading/index.html", waiting=waiting_for(db(), person_id, today), today=today, tabs=tabs("index"),
        states=STATES, tones=TONES, kinds=wired(db(), Kinds),
    )  # fmt: skip


@blueprint.get("/confirmed")
@rule(SIGNED_IN)
def confirmed() -> str:
    """What the reader has confirmed; it stays."""
    demand_on(db())
    page = page_of(db(), confirmed_by(current_actor().person_id or 0), A_PAGE)
    return render_template(
        "reading/confirmed.html", page=page, today=company_day(db()), tabs=tabs("confirmed"), kinds=wired(db(), Kinds),
        verified=verified_among(db(), [each.id for each in page.rows]),
    )  # fmt: skip


@blueprint.get("/confirmed.csv")
@rule(SIGNED_IN)
def confirmed_csv() -> ResponseReturnValue:
    """The same list as a file for spreadsheets."""
    demand_on(db())
    head = [_("Entry"), _("Version"), _("Confirmed on"), _("Holds until")]
    rows = [
        [each.title(reader_language()), each.number, in_words(each.confirmed_at), in_words(each.expires_on)]
        for each in db().scalars(confirmed_by(current_actor().person_id or 0))
    ]
    return csv_file(_("confirmed"), [head, *rows])


@dataclass(frozen=True)
class Reading:
    """What the page to confirm shows: what is asked, what the reader knows, and what changed since."""

    entry: Entry
    kind: Kind
    released: Revision
    duty: ReadingDuty | None
    known: Confirmation | None
    required: RequiredReading | None
    before: Revision | None = None
    changes: tuple[Change, ...] = ()
    all_changes: int = 0

    @property
    def is_change(self) -> bool:
        """Whether the reader knows an earlier version, so that the difference is enough."""
        return self.before is not None


def _reading(session: Session, actor: Actor, entry_id: int) -> Reading:
    entry, person_id = session.get(Entry, entry_id), actor.person_id or 0
    if entry is None or entry.status != RELEASED or entry.released is None:
        raise NotFound
    required = session.get(RequiredReading, entry_id)
    duty, known = open_duty(session, person_id, entry_id), last_confirmed(session, person_id, entry_id)
    if duty is None and known is None and (required is None or required.ended_on is not None):
        raise NotFound
    kind, released = wired(session, Kinds).of(entry), entry.released
    is_older = known is not None and known.number < released.number
    before = session.get(Revision, known.revision_id) if known is not None and is_older and known.revision_id else None
    changes = compared(session, actor, kind, before, released) if before is not None else []
    nearer = in_language(changes, reader_language())
    return Reading(entry, kind, released, duty, known, required, before, tuple(nearer or changes), len(changes))


@blueprint.get("/<int:entry_id>")
@rule(SIGNED_IN)
def page(entry_id: int) -> str:
    """What changed since the reader confirmed the entry, else the whole of it; and the button."""
    session, actor = db(), current_actor()
    demand_on(session)
    reading = _reading(session, actor, entry_id)
    shown: dict[str, Any] = {
        "reading": reading, "kind": reading.kind, "entry": reading.entry, "today": company_day(session),
        "frame": Frame(session, actor, reading.kind, reading.entry, "reading"),
    }  # fmt: skip
    if reading.is_change:
        return render_template("reading/changed.html", **shown)
    view = EntryPage(session, actor, wired(session, Kinds), reading.entry, reading.released, reader_language())
    return render_template("reading/whole.html", page=view, **shown)


@blueprint.post("/<int:entry_id>/begin")
@rule(SIGNED_IN)
def begin(entry_id: int) -> ResponseReturnValue:
    """The page was opened: its script says so."""
    confirming.begin(writing(), current_actor(), entry_id)
    return "", 204


@blueprint.post("/<int:entry_id>")
@rule(SIGNED_IN)
def confirm(entry_id: int) -> ResponseReturnValue:
    """I have read it."""
    session = writing()
    try:
        done = confirming.confirm(session, current_actor(), entry_id, whole_number(request.form.get("number", "")) or 0)
    except Conflict as newer:
        session.rollback()
        flash(str(newer.message), "warning")
        return redirect(url_for("reading.page", entry_id=entry_id), 303)
    flash(_("Thank you. You have confirmed “%(title)s”.", title=done.title(reader_language())), "success")
    return redirect(url_for("reading.index"), 303)
