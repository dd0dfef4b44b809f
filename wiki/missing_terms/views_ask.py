"""Asking for a term, and what became of one's own requests."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from wiki.access.guard import current_actor
from wiki.access.permissions import Actor, Permission
from wiki.access.rules import SIGNED_IN, needs, rule
from wiki.core.db import wired
from wiki.core.errors import Invalid
from wiki.core.text import LANGUAGES, clean_line
from wiki.entries.kinds import Kinds
from wiki.entries.links import Target, target_of
from wiki.entries.models import Entry, EntrySlug
from wiki.entries.rights import may_read, readable
from wiki.missing_terms import asking
from wiki.missing_terms.blueprint import blueprint
from wiki.missing_terms.forms import AskForm
from wiki.missing_terms.known import perhaps_meant
from wiki.missing_terms.models import MOST_WORD, MissingTerm, TermRequest
from wiki.missing_terms.rights import may_ask, may_decide
from wiki.missing_terms.views import tabs, words
from wiki.web.i18n import reader_language
from wiki.web.transaction import db, roll_back, writing

ASKER = needs(Permission.ENTRY_PROPOSE, Permission.ENTRY_WRITE)


@blueprint.get("/new")
@rule(ASKER)
def new() -> ResponseReturnValue:
    """The form; `word` fills in what was searched for, `at` (kind:slug) where the word was met."""
    form = AskForm(formdata=None)
    form.word.data = clean_line(request.args.get("word", ""))[:MOST_WORD]
    asked = request.args.get("language", "")
    form.language.data = asked if asked in LANGUAGES else reader_language()
    form.place.data = request.args.get("at", "")[:150]
    return _show(db(), form)


@blueprint.post("/new")
@rule(ASKER)
def create() -> ResponseReturnValue:
    """Ask for it, or show the form again with what is wrong."""
    session, form = db(), AskForm()
    if not form.validate():
        return _show(session, form), 422
    place = _place(session, current_actor(), form.place.data or "")
    place_id = place.id if place is not None else None
    try:
        made = asking.ask(writing(), current_actor(), form.asked(place_id))
    except Invalid as error:
        roll_back()
        form.add_problems(error.problems)
        return _show(db(), form), 422
    flash(_("Thank you. You will be told what becomes of “%(word)s”.", word=made.word), "success")
    return redirect(url_for("missing_terms.mine"), 303)


def _show(session: Session, form: AskForm) -> str:
    actor, language = current_actor(), reader_language()
    word = form.word.data or ""
    place = _place(session, actor, form.place.data or "")
    return render_template(
        "missing_terms/ask.html",
        form=form,
        meant=perhaps_meant(session, [word], language).get(word, []) if word else [],
        place=_target(session, place, language),
        may_write=may_decide(actor),
    )


def _place(session: Session, actor: Actor, place: str) -> Entry | None:
    """The entry at `kind:slug`, present or former, if the actor may read it."""
    kind, _colon, slug = place.partition(":")
    if not kind or not slug:
        return None
    query = select(Entry).join(EntrySlug, EntrySlug.entry_id == Entry.id)
    return session.scalar(query.where(EntrySlug.kind == kind[:40], EntrySlug.slug == slug[:100], readable(actor)))


def _target(session: Session, entry: Entry | None, language: str) -> Target | None:
    return target_of(wired(session, Kinds), entry, language) if entry is not None else None


@blueprint.get("/mine")
@rule(SIGNED_IN)
def mine() -> ResponseReturnValue:
    """What one has asked for, and what became of it."""
    session, actor, language = db(), current_actor(), reader_language()
    query = (
        select(TermRequest).where(TermRequest.asked_by_id == actor.person_id)
        .options(joinedload(TermRequest.term).joinedload(MissingTerm.entry))
        .order_by(TermRequest.asked_at.desc(), TermRequest.id.desc())
    )  # fmt: skip
    rows = list(session.scalars(query))
    readables = (each.term.entry for each in rows if each.term.entry is not None)
    became = {each.id: _target(session, each, language) for each in readables if may_read(actor, each)}
    return render_template(
        "missing_terms/mine.html",
        rows=rows,
        became=became,
        tabs=tabs(session) if may_decide(actor) else [],
        may_ask=may_ask(actor),
        **words(),
    )


@blueprint.post("/requests/<int:request_id>/withdraw")
@rule(SIGNED_IN)
def withdraw(request_id: int) -> ResponseReturnValue:
    """Take one's own request back."""
    asking.withdraw(writing(), current_actor(), request_id)
    flash(_("Taken back."), "success")
    return redirect(url_for("missing_terms.mine"), 303)
