"""Documents: an entry or a whole kind as a page to print, and the same as PDF."""

from collections.abc import Iterator
from hashlib import blake2b
from typing import Any

from flask import Response, g, make_response, render_template, request, stream_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import refresh
from markupsafe import Markup
from sqlalchemy.orm import Session

from wiki.access.guard import current_actor
from wiki.core.db import wired
from wiki.core.errors import NotFound
from wiki.core.text import LANGUAGES
from wiki.entries import queries
from wiki.entries.binding import load
from wiki.entries.kinds import Kind, Kinds
from wiki.entries.models import DELETED
from wiki.entries.page import EntryPage
from wiki.printing import running
from wiki.printing.files import files_for
from wiki.printing.identity import Identity, absolute, of_entry
from wiki.printing.library import Library
from wiki.printing.rendering import Job, TooLarge, available, demand_available, render
from wiki.web.i18n import reader_language
from wiki.web.redirects import same_view
from wiki.web.transaction import close_session, db

MOST_ENTRIES = 1000
"""Entries that one PDF holds; as a page to print there may be as many as there are."""
_BUFFER = 32_000


def take_language() -> dict[str, Any]:
    """Let the document be in the language that the address asks for; returns it for addresses of the same document."""
    asked = request.args.get("lang", "")
    if asked not in LANGUAGES:
        return {}
    g.language = asked
    refresh()
    return {"lang": asked}


def _load(kind: Kind, slug: str) -> tuple[EntryPage, Identity]:
    session, actor = db(), current_actor()
    entry = load(session, kind, slug)
    revision = entry.released or queries.start_for(session, actor, entry)
    if revision is None or entry.status == DELETED:
        raise NotFound
    page = EntryPage(session, actor, wired(session, Kinds), entry, revision, reader_language())
    return page, of_entry(session, actor, page, url_for(f"{kind.name}.page", slug=entry.slug))


def entry_document(kind: Kind, slug: str) -> ResponseReturnValue:
    """An entry as a document to print."""
    asked = take_language()
    page, identity = _load(kind, slug)
    address = {"slug": page.entry.slug, **asked}
    return render_template(
        "printing/entry.html",
        kind=kind,
        page=page,
        identity=identity,
        back_url=url_for(f"{kind.name}.page", slug=page.entry.slug),
        same_view=same_view,
        style_url=url_for(f"{kind.name}.print_style", **address),
        pdf_url=url_for(f"{kind.name}.pdf", **address) if available() else "",
        style="",
    )


def entry_style(kind: Kind, slug: str) -> ResponseReturnValue:
    """Head and foot of the pages of an entry's document."""
    take_language()
    _page, identity = _load(kind, slug)
    return Response(running.style(identity), mimetype="text/css")


def entry_pdf(kind: Kind, slug: str) -> ResponseReturnValue:
    """An entry as PDF."""
    demand_available()
    take_language()
    page, identity = _load(kind, slug)
    style = Markup(running.style(identity))  # noqa: S704 - every text in it is written as numbers
    html = render_template(
        "printing/entry.html",
        kind=kind,
        page=page,
        identity=identity,
        back_url="",
        style_url="",
        pdf_url="",
        style=style,
    )
    return pdf_file(html, f"{page.entry.slug}-{page.revision.number}-{page.language}")


def _library(kind: Kind) -> Library:
    field_of_action = request.args.get("field_of_action", "")
    return Library(db(), current_actor(), kind, reader_language(), field_of_action)


def library_document(kind: Kind) -> ResponseReturnValue:
    """All released entries of a kind as one document to print; sent while it is made."""
    asked = take_language()
    library = _library(kind)
    if library.field_of_action:
        asked = {**asked, "field_of_action": library.field_of_action}
    offered = available() and current_actor().signed_in and len(library.listed) <= MOST_ENTRIES
    pdf_url = url_for(f"{kind.name}.pdf_all", **asked) if offered else ""
    pieces = stream_template(
        "printing/library.html",
        kind=kind,
        library=library,
        session=db(),
        identity=library.identity(),
        back_url=url_for(f"{kind.name}.index"),
        same_view=same_view,
        style_url=url_for(f"{kind.name}.print_all_style", **asked),
        pdf_url=pdf_url,
        style="",
    )
    return Response(_in_larger_pieces(pieces, db()), mimetype="text/html")


def _in_larger_pieces(pieces: Iterator[str], session: Session) -> Iterator[str]:
    """The pieces as they are sent. The request is over by then: the session begins anew, and ends here."""
    kept: list[str] = []
    size = 0
    try:
        for piece in pieces:
            kept.append(piece)
            size += len(piece)
            if size >= _BUFFER:
                yield "".join(kept)
                kept, size = [], 0
        yield "".join(kept)
    finally:
        session.close()


def library_style(kind: Kind) -> ResponseReturnValue:
    """Head and foot of the pages of a kind's document."""
    take_language()
    return Response(running.style(_library(kind).identity(), cover=True), mimetype="text/css")


def library_pdf(kind: Kind) -> ResponseReturnValue:
    """All released entries of a kind as one PDF."""
    demand_available()
    take_language()
    library = _library(kind)
    number = len(library.listed)
    if number > MOST_ENTRIES:
        raise TooLarge(
            _(
                "These are %(number)s entries; a PDF holds %(most)s at most. "
                "Choose a field of action, or print the page.",
                number=number,
                most=MOST_ENTRIES,
            )
        )
    identity = library.identity()
    style = Markup(running.style(identity, cover=True))  # noqa: S704 - every text in it is written as numbers
    html = render_template(
        "printing/library.html", kind=kind, library=library, session=db(), identity=identity,
        back_url="", style_url="", pdf_url="", style=style,
    )  # fmt: skip
    name = "-".join(part for part in (kind.path, library.field_of_action, library.language) if part)
    return pdf_file(html, name)


def pdf_file(html: str, name: str) -> ResponseReturnValue:
    """The file for a browser; made only when it has not got it yet, and without holding the database meanwhile."""
    job = Job(html, absolute(request.path), files_for(html))
    tag = blake2b(html.encode(), digest_size=12).hexdigest()
    close_session()
    if tag in request.if_none_match:
        return make_response("", 304, {"ETag": f'"{tag}"'})
    response = Response(render(job), mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    response.set_etag(tag)
    return response
