"""A feed or calendar as an answer: made with the rights of whoever asks, and not sent again when nothing changed."""

from flask import Response, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from wiki.access.permissions import Actor
from wiki.core import clock
from wiki.core.db import wired
from wiki.core.errors import NotFound
from wiki.core.keys import Keys
from wiki.entries.feed_lists import FeedAsked, FeedList, FeedLists
from wiki.feeds import atom, calendar
from wiki.tasks.due_dates import everything_due
from wiki.web.i18n import reader_language
from wiki.web.runtime import settings
from wiki.web.transaction import db


def list_named(name: str, actor: Actor) -> FeedList:
    """The list of this name, if the actor may follow it; `NotFound` otherwise."""
    found = wired(db(), FeedLists).by_name.get(name)
    if found is None or found not in wired(db(), FeedLists).open_to(actor):
        raise NotFound(_("There is no such feed."))
    return found


def atom_answer(which: FeedList, actor: Actor, arguments: MultiDict[str, str]) -> Response:
    """The list as Atom; 304 when the reader has it."""
    session, language = db(), reader_language()
    kept = {name: arguments.getlist(name) for name in which.narrowed_by if arguments.getlist(name)}
    items = which.items(FeedAsked(session, actor, language, clock.today(settings().timezone), arguments))
    head = atom.Feed(
        key=f"list-{which.name}-{sorted(kept.items())}",
        title=f"{which.title} · {settings().brand}",
        author=settings().company or settings().brand,
        language=language,
        own_url=request.url,
        page_url=url_for(which.endpoint, **kept, _external=True),  # type: ignore[arg-type]
    )
    return _answer(atom.atom(wired(session, Keys), head, items), atom.MEDIA_TYPE)


def calendar_answer(actor: Actor) -> Response:
    """What waits for the actor, as a calendar; 304 when it is known."""
    session, language = db(), reader_language()
    due = everything_due(session, actor, language)
    domain = f"{wired(session, Keys).pseudonymise(f'calendar:{actor.person_id}')[:16]}.cxwiki"
    title = _("%(brand)s: my due dates", brand=settings().brand)
    head = calendar.Calendar(title, language, domain, request.url_root)
    response = _answer(calendar.calendar(head, due), calendar.MEDIA_TYPE)
    response.headers["Content-Disposition"] = 'inline; filename="cx-wiki.ics"'
    return response


def _answer(body: bytes, media_type: str) -> Response:
    response = Response(body, content_type=f"{media_type}; charset=utf-8")
    response.add_etag()
    response.headers["Cache-Control"] = "private, max-age=0, must-revalidate"
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response.make_conditional(request)  # type: ignore[return-value]  # it answers itself
