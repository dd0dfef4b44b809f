"""Releasing, rejecting, restoring: shown with what they touch before they are done."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from wiki.access.guard import current_actor
from wiki.core.db import wired
from wiki.core.errors import Conflict, Invalid, NotFound
from wiki.core.text import clean_line
from wiki.entries import queries
from wiki.entries.ahead import render_ahead
from wiki.entries.binding import load, load_revision, url_of
from wiki.entries.frame import Frame
from wiki.entries.impact import ImpactProviders
from wiki.entries.kinds import Kind
from wiki.entries.lifecycle import restore
from wiki.entries.release import EditConflict, reject, release
from wiki.entries.rights import demand, may_propose, may_write
from wiki.entries.saved_words import say_released
from wiki.entries.second_pair import second_pair_needed
from wiki.entries.service import Intent
from wiki.entries.telling_form import TellForm, tell_form
from wiki.entries.views_history import compared
from wiki.web.transaction import db, writing


def show_release(kind: Kind, slug: str, number: int) -> ResponseReturnValue:
    """What would be released, against what readers see now, what it touches, and whom it tells."""
    return _release_page(kind, slug, number)


def _release_page(kind: Kind, slug: str, number: int, form: TellForm | None = None) -> str:
    session, actor = db(), current_actor()
    entry = load(session, kind, slug)
    found = load_revision(session, actor, entry, number)
    changes = compared(session, actor, kind, entry.released, found)
    return render_template(
        "entries/release.html",
        kind=kind,
        entry=entry,
        frame=Frame(session, actor, kind, entry, "history"),
        revision=found,
        changes=changes,
        second_pair=second_pair_needed(session, actor, entry, found),
        impact=wired(session, ImpactProviders).of(session, actor, entry),
        tell=form or tell_form(session, actor, [entry], minor=found.minor, formdata=None),
        word=request.form.get("note", ""),
    )


def do_release(kind: Kind, slug: str, number: int) -> ResponseReturnValue:
    """Release, or send to the editor where the proposal contradicts what came after it."""
    session, actor = db(), current_actor()
    entry = load(session, kind, slug)
    wanted = load_revision(session, actor, entry, number)
    render_ahead(session, [wanted.id])
    form = tell_form(session, actor, [entry], minor=wanted.minor)
    if not form.validate():
        return _release_page(kind, slug, number, form), 422
    session = writing()
    entry = load(session, kind, slug)
    actor = current_actor()
    found = load_revision(session, actor, entry, number)
    try:
        done = release(session, actor, found, form.manner(clean_line(request.form.get("note", ""))[:500]))
    except EditConflict:
        session.rollback()
        flash(_("This suggestion contradicts a later change. Bring the two together here and save."), "warning")
        return redirect(_edit_from(kind, slug, number), 303)
    except Invalid as error:
        session.rollback()
        for problem in error.problems:
            flash(str(problem.message), "danger")
        return redirect(_edit_from(kind, slug, number), 303)
    say_released(done)
    return redirect(url_of(session, entry), 303)


def _edit_from(kind: Kind, slug: str, number: int) -> str:
    arguments: dict[str, Any] = {"slug": slug, "from": number}
    return url_for(f"{kind.name}.edit", **arguments)


def do_reject(kind: Kind, slug: str, number: int) -> ResponseReturnValue:
    """Send a suggestion back with a reason."""
    note = clean_line(request.form.get("note", ""))[:500]
    if not note:
        flash(_("Please say why: the author is told your words."), "danger")
        return redirect(url_for(f"{kind.name}.show_release", slug=slug, number=number), 303)
    session = writing()
    entry = load(session, kind, slug)
    reject(session, current_actor(), load_revision(session, current_actor(), entry, number), note)
    flash(_("The suggestion is sent back; its author is told why."), "success")
    return redirect(url_of(session, entry), 303)


def show_restore(kind: Kind, slug: str, number: int) -> ResponseReturnValue:
    """What restoring an old version would change."""
    session, actor = db(), current_actor()
    entry = load(session, kind, slug)
    demand(may_write(actor, entry) or may_propose(actor), _("Your access roles do not include this."))
    found = load_revision(session, actor, entry, number)
    head = queries.start_for(session, actor, entry)
    if head is None:
        raise NotFound
    return render_template(
        "entries/restore.html",
        kind=kind,
        entry=entry,
        frame=Frame(session, actor, kind, entry, "history"),
        revision=found,
        head=head,
        changes=compared(session, actor, kind, head, found),
    )


def do_restore(kind: Kind, slug: str, number: int) -> ResponseReturnValue:
    """Make an old version the newest draft."""
    session = writing()
    entry = load(session, kind, slug)
    actor = current_actor()
    found = load_revision(session, actor, entry, number)
    base = request.form.get("base_revision", "")
    head = queries.start_for(session, actor, entry)
    if head is None or base != str(head.number):
        raise Conflict(_("Somebody saved meanwhile. Please look at the comparison again."))
    restore(session, actor, entry, found, head.number, Intent.DRAFT)
    flash(_("Version %(number)s is restored as a draft.", number=number), "success")
    return redirect(url_of(session, entry), 303)
