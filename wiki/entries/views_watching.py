"""The page of everything one watches, and what is done there and by the buttons on lists and departments."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from sqlalchemy.orm import Session

from wiki.access.guard import current_actor
from wiki.access.permissions import Actor, Permission
from wiki.access.rules import needs, rule
from wiki.core.db import wired
from wiki.entries.kinds import Kind, Kinds
from wiki.entries.watched import REASONS, Wide, entries_of, lines_of, wide_of
from wiki.entries.watching import DEPARTMENT, KIND, LARGER, MINOR, STOP, WATCH, act
from wiki.entries.wide_watching import DepartmentWatch, KindWatch
from wiki.people.department_lines import Act
from wiki.people.models import Department, Person
from wiki.people.person_cards import PersonCard
from wiki.people.queries import department_tree
from wiki.web.csv_file import csv_file
from wiki.web.i18n import reader_language
from wiki.web.paging import page_of
from wiki.web.redirects import here, local_address
from wiki.web.transaction import db, writing

blueprint = Blueprint("watching", __name__, url_prefix="/me/watching")
WATCHER = needs(Permission.ENTRY_WATCH)
PER_PAGE = 50
MUTED = "muted"
MOST = 500
DONE = {
    WATCH: _l("You hear of changes there from now on."),
    STOP: _l("You no longer hear of changes there."),
    MINOR: _l("You hear of minor changes, too."),
    LARGER: _l("You hear of larger changes only."),
}


@blueprint.get("")
@rule(WATCHER)
def page() -> ResponseReturnValue:
    """Kinds, departments and entries one watches; `show=muted`: the entries one wants to hear nothing of."""
    session, actor, language = db(), current_actor(), reader_language()
    if request.args.get("format") == "csv":
        return csv_file("watching", lines_of(session, actor, language))
    muted = request.args.get("show") == MUTED
    wide = wide_of(session, actor, language)
    return render_template(
        "entries/watching.html",
        page=page_of(session, entries_of(actor, muted=muted), PER_PAGE),
        wide=[] if muted else wide,
        offered=_offered(session, wide, language),
        muted=muted,
        reasons=REASONS,
        kinds=wired(session, Kinds),
        here=here(),
    )


def _offered(session: Session, wide: list[Wide], language: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """What can be watched besides, in groups."""
    taken = {each.target for each in wide}
    kinds = [(f"{KIND}:{each.name}", str(each.plural)) for each in wired(session, Kinds)]
    units = [
        (f"{DEPARTMENT}:{node.department.slug}", "\u2003" * node.depth + node.department.name(language))
        for node in department_tree(session, language)
    ]
    groups = ((_("Kinds"), kinds), (_("Departments"), units))
    return [(label, [each for each in rows if each[0] not in taken]) for label, rows in groups if rows]


@blueprint.post("")
@rule(WATCHER)
def change() -> ResponseReturnValue:
    """Begin or stop watching what is named in `row` (`kind:term`, `department:sales`, `entry:12`), or choose whether
    minor changes count."""
    what = request.form.get("act", "")
    rows = [each.partition(":") for each in request.form.getlist("row")[:MOST]]
    number = act(writing(), current_actor(), what, [(sort, key) for sort, _colon, key in rows])
    flash(str(DONE[what]) if number else _("Nothing was chosen."), "success" if number else "info")
    return redirect(local_address(request.form.get("next") or url_for("watching.page")), 303)


def kind_button(session: Session, actor: Actor, kind: Kind) -> Act | None:
    """The button on the list of a kind; None for who may not watch."""
    if not actor.signed_in or not actor.may(Permission.ENTRY_WATCH):
        return None
    return _button(session.get(KindWatch, (actor.person_id, kind.name)) is not None, f"{KIND}:{kind.name}",
                   _("Tell me when one of these changes or is new"))  # fmt: skip


def department_button(session: Session, actor: Actor, department: Department) -> list[Act]:
    """The button on the page of a department."""
    if not actor.signed_in or not actor.may(Permission.ENTRY_WATCH):
        return []
    watches = session.get(DepartmentWatch, (actor.person_id, department.id)) is not None
    hint = _("Tell me when an entry of this department changes or is new")
    return [_button(watches, f"{DEPARTMENT}:{department.slug}", hint)]


def _button(watches: bool, target: str, hint: str) -> Act:
    fields = (("act", STOP if watches else WATCH), ("row", target), ("next", here()))
    label, icon = (_("Watching"), "check2") if watches else (_("Watch"), "eye")
    return Act(label, url_for("watching.change"), icon, fields, hint)


def own_card(session: Session, actor: Actor, person: Person) -> list[PersonCard]:
    """In one's own profile: how much one watches."""
    if actor.person_id != person.id or not actor.may(Permission.ENTRY_WATCH):
        return []
    number = page_of(session, entries_of(actor), 1).total
    lines = [(ngettext("%(num)s entry", "%(num)s entries", number), url_for("watching.page"))]
    lines += [(each.name, "") for each in wide_of(session, actor, reader_language())]
    return [PersonCard(_("What you watch"), tuple(lines))]
