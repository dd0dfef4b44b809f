"""Archive, recycle bin, address: each asks first and says what it touches."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from wiki.access.guard import current_actor
from wiki.access.permissions import Actor
from wiki.core.db import wired
from wiki.core.errors import Invalid, Problem
from wiki.core.text import clean_line, is_slug, slugify
from wiki.entries import lifecycle, queries
from wiki.entries.binding import load, url_of
from wiki.entries.fields import Label
from wiki.entries.frame import Frame
from wiki.entries.impact import ImpactProviders
from wiki.entries.kinds import Kind
from wiki.entries.models import Entry
from wiki.web.runtime import settings
from wiki.web.transaction import db, writing


@dataclass(frozen=True)
class Act:
    """Something done to a whole entry after asking."""

    name: str
    title: Label
    explanation: Label
    button: Label
    done: Label
    danger: bool
    run: Callable[[Session, Actor, Entry, str], None]


ACTS = {
    act.name: act
    for act in (
        Act(
            "archive",
            _l("Archive this entry?"),
            _l("Readers still find it, with a note that it no longer holds. It can be put to use again at any time."),
            _l("Archive"),
            _l("The entry is archived."),
            True,
            lambda session, actor, entry, note: lifecycle.archive(
                session, actor, entry, _successor(session, entry), note
            ),
        ),
        Act(
            "unarchive",
            _l("Put this entry to use again?"),
            _l("Readers see it as valid again."),
            _l("Put to use again"),
            _l("The entry is in use again."),
            False,
            lifecycle.unarchive,
        ),
        Act(
            "delete",
            _l("Move this entry to the recycle bin?"),
            _l("Readers no longer find it. It can be brought back with everything that belongs to it."),
            _l("Move to the recycle bin"),
            _l("The entry is in the recycle bin."),
            True,
            lifecycle.delete,
        ),
        Act(
            "undelete",
            _l("Bring this entry back?"),
            _l("It returns as it was, with its versions, discussion and address."),
            _l("Bring back"),
            _l("The entry is back."),
            False,
            lifecycle.undelete,
        ),
    )
}


def _successor(session: Session, entry: Entry) -> Entry | None:
    typed = request.form.get("successor", "").strip()
    if not typed:
        return None
    slug = typed if is_slug(typed) else slugify(typed)
    found = queries.find_by_slug(session, entry.kind, slug)
    if found is None:
        raise Invalid([Problem("successor", _("There is no entry with this name."))])
    return found


def _ask(kind: Kind, slug: str, act: Act, problems: list[Problem] | None = None) -> str:
    session, actor = db(), current_actor()
    entry = load(session, kind, slug)
    return render_template(
        "entries/act.html",
        kind=kind,
        entry=entry,
        act=act,
        frame=Frame(session, actor, kind, entry, act.name),
        impact=wired(session, ImpactProviders).of(session, actor, entry) if act.danger else [],
        problems=problems or [],
        typed=request.form,
        retention_days=settings().retention_days,
    )


def _do(kind: Kind, slug: str, act: Act) -> ResponseReturnValue:
    session = writing()
    entry = load(session, kind, slug)
    try:
        act.run(session, current_actor(), entry, clean_line(request.form.get("note", ""))[:500])
    except Invalid as error:
        session.rollback()
        return _ask(kind, slug, act, error.problems), 422
    flash(str(act.done), "success")
    if act.name == "delete":
        return redirect(url_for(f"{kind.name}.index"), 303)
    return redirect(url_of(session, entry), 303)


def asking(name: str) -> Callable[..., ResponseReturnValue]:
    """The view that asks before the act `name`."""

    def ask(kind: Kind, slug: str) -> ResponseReturnValue:
        return _ask(kind, slug, ACTS[name])

    return ask


def doing(name: str) -> Callable[..., ResponseReturnValue]:
    """The view that does the act `name`."""

    def do(kind: Kind, slug: str) -> ResponseReturnValue:
        return _do(kind, slug, ACTS[name])

    return do


def show_rename(kind: Kind, slug: str) -> ResponseReturnValue:
    """Asks for another address."""
    return _rename_page(kind, slug, slug, [])


def _rename_page(kind: Kind, slug: str, typed: str, problems: list[Problem]) -> str:
    session, actor = db(), current_actor()
    entry = load(session, kind, slug)
    frame = Frame(session, actor, kind, entry, "rename")
    return render_template("entries/rename.html", kind=kind, entry=entry, frame=frame, typed=typed, problems=problems)


def do_rename(kind: Kind, slug: str) -> ResponseReturnValue:
    """Changes the address; the old one redirects from now on."""
    typed = request.form.get("slug", "").strip()[:200]
    session = writing()
    entry = load(session, kind, slug)
    try:
        lifecycle.rename(session, current_actor(), entry, typed)
    except Invalid as error:
        session.rollback()
        return _rename_page(kind, slug, typed, error.problems), 422
    flash(_("The address is changed; the old one leads here."), "success")
    return redirect(url_of(session, entry), 303)
