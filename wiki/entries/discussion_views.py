"""The discussion of an entry: page, contributions, answers, resolving, removing."""

from dataclasses import replace

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from wiki.access.guard import current_actor
from wiki.access.permissions import Permission
from wiki.access.rules import SIGNED_IN, needs
from wiki.core import markdown
from wiki.core.errors import Invalid, NotFound
from wiki.entries import discussion as service
from wiki.entries import queries
from wiki.entries.binding import bind, load, url_of
from wiki.entries.discussion_forms import AnswerForm, RemarkForm
from wiki.entries.discussion_page import DiscussionPage, step_names
from wiki.entries.discussion_queries import find_comment
from wiki.entries.frame import Frame
from wiki.entries.kinds import Kind
from wiki.entries.models import Comment, Entry
from wiki.entries.newcomers_eyes import are_few
from wiki.web.forms import options
from wiki.web.i18n import reader_language
from wiki.web.transaction import db, writing

USUAL = "usual"
"""What the short form below a page sends, which is the same for everybody: the mark stands unless few are new."""


def discussion(kind: Kind, slug: str) -> ResponseReturnValue:
    """The threads of an entry and the form to begin one."""
    entry = load(db(), kind, slug)
    number = entry.released.number if entry.released else entry.latest_number
    form = RemarkForm(
        formdata=None,
        on_revision=str(number),
        tone=service.UNCLEAR if request.args.get("tone") == service.UNCLEAR else service.COMMENT,
        step_key=request.args.get("step", "")[:40],
        as_newcomer=not are_few(db()),
    )
    return _show(kind, entry, form)


def _show(kind: Kind, entry: Entry, form: RemarkForm, answer_form: AnswerForm | None = None, answer_to: int = 0) -> str:
    session, actor = db(), current_actor()
    page = DiscussionPage(session, actor, kind, entry, reader_language())
    form.step_key.choices = options([("", _("The entry as a whole")), *page.steps.items()])
    forms = {thread.id: _answer_form(entry, thread.id) for thread in page.threads if thread.may_answer}
    if answer_form is not None and answer_to in forms:
        answer_form.text.id, answer_form.no_customer_data.id = f"answer-{answer_to}", f"no-data-{answer_to}"
        forms[answer_to] = answer_form
    return render_template(
        "entries/discussion.html",
        kind=kind,
        entry=entry,
        frame=Frame(session, actor, kind, entry, "discussion"),
        page=page,
        form=form,
        answer_forms=forms,
        answer_to=answer_to,
    )


def _answer_form(entry: Entry, thread_id: int) -> AnswerForm:
    number = entry.released.number if entry.released else entry.latest_number
    form = AnswerForm(formdata=None, on_revision=str(number))
    form.text.id, form.no_customer_data.id = f"answer-{thread_id}", f"no-data-{thread_id}"
    return form


def add_comment(kind: Kind, slug: str) -> ResponseReturnValue:
    """Begin a thread; what cannot be taken stays in the form."""
    entry = load(db(), kind, slug)
    form = RemarkForm()
    remark = form.remark()
    if remark.step_key not in step_names(db(), current_actor(), kind, entry, reader_language()):
        remark = replace(remark, step_key="")
    if request.form.get("as_newcomer") == USUAL:
        form.as_newcomer.data = not are_few(db())
        remark = replace(remark, as_newcomer=form.as_newcomer.data)
    _warm(remark)
    try:
        session = writing()
        entry = load(session, kind, slug)
        made = service.add(session, current_actor(), entry, remark)
    except Invalid as error:
        form.add_problems(error.problems)
        return _show(kind, _read_again(kind, slug), form), 422
    if made.tone == service.UNCLEAR:
        flash(_("Thank you. Your question stands in the discussion, without your name."), "success")
    return _back(session, entry, made.id)


def answer_comment(kind: Kind, slug: str, comment_id: int) -> ResponseReturnValue:
    """Answer within a thread."""
    form = AnswerForm()
    remark = form.remark()
    _warm(remark)
    try:
        session = writing()
        entry, parent = _comment(session, kind, slug, comment_id)
        made = service.answer(session, current_actor(), entry, parent, remark)
    except Invalid as error:
        form.add_problems(error.problems)
        entry = _read_again(kind, slug)
        return _show(kind, entry, _empty_form(entry), form, _thread_of(entry, comment_id)), 422
    return _back(session, entry, made.id)


def _warm(remark: service.Remark) -> None:
    """Render before the write lock is taken; the result is kept, and what is wrong with it the service says."""
    try:
        markdown.render(remark.text.strip()[: service.MOST_CHARACTERS])
    except markdown.Refused:
        return


def _empty_form(entry: Entry) -> RemarkForm:
    number = entry.released.number if entry.released else entry.latest_number
    return RemarkForm(formdata=None, on_revision=str(number), as_newcomer=not are_few(db()))


def _read_again(kind: Kind, slug: str) -> Entry:
    session = db()
    session.rollback()
    return load(session, kind, slug)


def _thread_of(entry: Entry, comment_id: int) -> int:
    comment = find_comment(db(), entry.id, comment_id)
    return comment.parent_id or comment.id if comment else 0


def resolve_comment(kind: Kind, slug: str, comment_id: int) -> ResponseReturnValue:
    """Close a thread, or with `reopen=1` open it again."""
    session = writing()
    entry, comment = _comment(session, kind, slug, comment_id)
    act = service.reopen if request.form.get("reopen") else service.resolve
    act(session, current_actor(), entry, comment)
    return _back(session, entry, comment.id)


def mark_comment(kind: Kind, slug: str, comment_id: int) -> ResponseReturnValue:
    """Let be said that somebody new asks, or take that away."""
    session = writing()
    entry, comment = _comment(session, kind, slug, comment_id)
    service.mark_newcomer(session, current_actor(), comment, bool(request.form.get("marked")))
    return _back(session, entry, comment.id)


def remove_comment(kind: Kind, slug: str, comment_id: int) -> ResponseReturnValue:
    """Take a contribution away."""
    session = writing()
    entry, comment = _comment(session, kind, slug, comment_id)
    service.remove(session, current_actor(), entry, comment)
    flash(_("The comment was removed."), "success")
    return _back(session, entry)


def _comment(session: Session, kind: Kind, slug: str, comment_id: int) -> tuple[Entry, Comment]:
    """The entry, held against others, and one of its comments as it is now."""
    entry = queries.lock(session, load(session, kind, slug))
    comment = find_comment(session, entry.id, comment_id)
    if comment is None:
        raise NotFound(_("This comment is no longer there."))
    return entry, comment


def _back(session: Session, entry: Entry, comment_id: int | None = None) -> Response:
    anchor = f"comment-{comment_id}" if comment_id else None
    return redirect(url_of(session, entry, "discussion", _anchor=anchor), 303)


def register(blueprint: Blueprint, kind: Kind) -> None:
    """Add the addresses to a kind's blueprint."""
    base, one = "/<slug>/discussion", "/<slug>/discussion/<int:comment_id>"
    writes = needs(Permission.COMMENT_WRITE)
    bind(blueprint, kind, base, "discussion", discussion, SIGNED_IN)
    bind(blueprint, kind, base, "add_comment", add_comment, writes, "POST")
    bind(blueprint, kind, f"{one}/answer", "answer_comment", answer_comment, writes, "POST")
    bind(blueprint, kind, f"{one}/resolve", "resolve_comment", resolve_comment, SIGNED_IN, "POST")
    bind(blueprint, kind, f"{one}/newcomer", "mark_comment", mark_comment, SIGNED_IN, "POST")
    bind(blueprint, kind, f"{one}/remove", "remove_comment", remove_comment, SIGNED_IN, "POST")
