"""Files of an entry: the page that lists and takes them, the file itself, and the answer to a paste in the editor."""

from collections.abc import Sequence

from flask import Blueprint, Response, flash, jsonify, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_decimal, ngettext
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage

from wiki.access.guard import current_actor
from wiki.access.permissions import Permission
from wiki.access.rules import READER, needs
from wiki.core.db import wired
from wiki.core.errors import Invalid, NotFound, Problem
from wiki.entries import attachments
from wiki.entries.attachments import INLINE, Stored
from wiki.entries.attachments_check import check
from wiki.entries.attachments_store import Store
from wiki.entries.binding import bind, load
from wiki.entries.frame import Frame
from wiki.entries.kinds import Kind, Kinds
from wiki.entries.models import Attachment, Entry
from wiki.entries.rights import demand
from wiki.web.errors import wants_json
from wiki.web.headers import UNTRUSTED_POLICY
from wiki.web.runtime import settings
from wiki.web.transaction import db, writing

MOST_AT_ONCE = 20
ADDS = needs(Permission.ENTRY_WRITE, Permission.ENTRY_WRITE_AREA, Permission.ATTACHMENT_ADD)


def register(blueprint: Blueprint, kind: Kind) -> None:
    """Add the pages for files to a kind's blueprint."""
    bind(blueprint, kind, "/<slug>/files", "files", files, READER)
    bind(blueprint, kind, "/<slug>/files", "add_file", add_file, ADDS, "POST")
    bind(blueprint, kind, "/<slug>/files/<name>", "file", file, READER)
    bind(blueprint, kind, "/<slug>/files/<name>/remove", "ask_remove_file", ask_remove_file, ADDS)
    bind(blueprint, kind, "/<slug>/files/<name>/remove", "remove_file", remove_file, ADDS, "POST")


def _store() -> Store:
    return Store(settings().data)


def files(kind: Kind, slug: str) -> ResponseReturnValue:
    """What files the entry has, and a form to add some."""
    return _page(load(db(), kind, slug))


def _page(entry: Entry, problems: Sequence[Problem] = ()) -> str:
    session, actor = db(), current_actor()
    kind = wired(session, Kinds).of(entry)
    found = attachments.of_entry(session, entry.id)
    hidden = attachments.hidden_names(session, actor, entry, (each.name for each in found))
    found = [each for each in found if each.name not in hidden]
    return render_template(
        "entries/files.html",
        kind=kind,
        entry=entry,
        frame=Frame(session, actor, kind, entry, "files"),
        files=found,
        use=attachments.use_of(session, entry),
        may_add=attachments.may_add(actor, entry),
        removable={each.id for each in found if attachments.may_remove(actor, entry, each)},
        markdown={each.id: markdown_for(each) for each in found},
        problems=problems,
        sizes={each.id: shown_size(each.size) for each in found},
        most=shown_size(settings().upload_limit),
    )


def shown_size(size: int) -> str:
    """A size for people: 45 bytes, 12 kB, 4.5 MB; number and unit stay on one line."""
    for unit, factor in (("MB", attachments.MEBIBYTE), ("kB", 1024)):
        if size >= factor:
            return f"{format_decimal(round(size / factor, 1))}\u00a0{unit}"
    return f"{size}\u00a0{_('bytes')}"


def add_file(kind: Kind, slug: str) -> ResponseReturnValue:
    """Take files. A program (Accept: application/json) is told the Markdown for each, a person sees the list."""
    entry = load(db(), kind, slug)
    demand(attachments.may_add(current_actor(), entry), _("Adding files needs a role that includes it."))
    try:
        stored = _take(db(), [each for each in request.files.getlist("file") if each.filename])
        session = writing()
        entry = load(session, kind, slug)
        added = attachments.add(session, current_actor(), entry, stored, pasted=wants_json())
    except Invalid as error:
        if wants_json():
            raise
        return _page(load(db(), kind, slug), error.problems), 422
    if wants_json():
        return _told(kind, entry, added)
    flash(ngettext("%(num)s file added.", "%(num)s files added.", len(added)), "success")
    return redirect(url_for(f"{kind.name}.files", slug=entry.slug), 303)


def _told(kind: Kind, entry: Entry, added: list[Attachment]) -> ResponseReturnValue:
    told = [
        {
            "name": each.name,
            "url": url_for(f"{kind.name}.file", slug=entry.slug, name=each.name),
            "markdown": markdown_for(each),
        }
        for each in added
    ]
    return jsonify({**told[0], "files": told}), 201


def markdown_for(attachment: Attachment) -> str:
    """How a text shows or links the file."""
    words = attachment.name.rpartition(".")[0].replace("-", " ")
    link = f"[{words}](attachment:{attachment.name})"
    return f"!{link}" if attachment.media_type in INLINE else link


def _take(session: Session, uploads: list[FileStorage]) -> list[Stored]:
    """Check every file and store its bytes, before any lock; the first problem of each file is told."""
    if not uploads:
        raise Invalid([Problem("file", _("Choose a file first."))])
    if len(uploads) > MOST_AT_ONCE:
        raise Invalid([Problem("file", _("At most %(most)s files at once.", most=MOST_AT_ONCE))])
    checked, problems = [], []
    for upload in uploads:
        name = upload.filename or ""
        try:
            data = upload.stream.read(settings().upload_limit + 1)
            attachments.demand_size(session, len(data))
            checked.append(check(name, data))
        except Invalid as error:
            message = _("%(name)s: %(message)s", name=name[:100], message=error.message)
            problems.append(Problem("file", message))
    if problems:
        raise Invalid(problems, "; ".join(str(each.message) for each in problems))
    store = _store()
    return [Stored.of(each, store.put(each.data)) for each in checked]


def load_file(kind: Kind, slug: str, name: str) -> tuple[Entry, Attachment]:
    """The file at this address with its entry, if the reader may see both."""
    session = db()
    entry = load(session, kind, slug)
    found = attachments.find(session, entry.id, name)
    if found is None or attachments.hidden_names(session, current_actor(), entry, [name]):
        raise NotFound
    return entry, found


def file(kind: Kind, slug: str, name: str) -> ResponseReturnValue:
    """The file itself, to those who may read the entry. Only raster images are shown; the rest is a download."""
    _entry, found = load_file(kind, slug, name)
    path = _store().path(found.sha256)
    if not path.is_file():
        raise NotFound(_("The file is lost; the administrator can bring it back from a backup."))
    response: Response = send_file(
        path,
        mimetype=found.media_type,
        as_attachment=found.media_type not in INLINE,
        download_name=found.name,
        conditional=True,
        etag=found.sha256,
        last_modified=found.added_at,
    )
    response.headers["Content-Security-Policy"] = UNTRUSTED_POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def ask_remove_file(kind: Kind, slug: str, name: str) -> ResponseReturnValue:
    """Ask before a file is removed; says when a text uses it."""
    session, actor = db(), current_actor()
    entry, found = load_file(kind, slug, name)
    demand(attachments.may_remove(actor, entry, found), _("Removing this file needs a role that includes it."))
    return render_template(
        "entries/files_remove.html",
        kind=kind,
        entry=entry,
        frame=Frame(session, actor, kind, entry, "files"),
        file=found,
        use=attachments.use_of(session, entry),
    )


def remove_file(kind: Kind, slug: str, name: str) -> ResponseReturnValue:
    """Remove a file."""
    session = writing()
    entry, found = load_file(kind, slug, name)
    attachments.remove(session, current_actor(), entry, found)
    flash(_("“%(name)s” was removed.", name=name), "success")
    return redirect(url_for(f"{kind.name}.files", slug=entry.slug), 303)
