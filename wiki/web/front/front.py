"""The front: answers readers of released pages from what is kept, before the application is asked.

A request for a page becomes a `Visit`. When the page was kept for readers like this one and nothing it shows changed
since, the visit is answered from memory after one query: the number of the newest change, and for those signed in
their rights, inbox and watching as they are now. Everything else goes to the application; a view that makes such a
page says so with `begin` and `Keeping.render`, and what it answers is kept.
"""

import logging
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Any, cast
from wsgiref.types import StartResponse, WSGIEnvironment

from flask import Flask, Response, current_app, g, make_response, render_template, request, session
from flask.typing import ResponseReturnValue
from markupsafe import escape
from sqlalchemy import select

from wiki.core import changes, clock
from wiki.core.changes import ChangeCounter
from wiki.web.front.holes import cut, fill, hole
from wiki.web.front.kept import KeptPage, KeptPages
from wiki.web.front.newest import NO_ENTRY, EveryPage, Newest
from wiki.web.front.readers import Personal, PersonalQuery, Reader, Readers
from wiki.web.front.visit import BrowserChoices, Visit, Visits
from wiki.web.runtime import Runtime
from wiki.web.shell import inbox_badge, inbox_menu_badge
from wiki.web.transaction import db

log = logging.getLogger(__name__)

_ENVIRON = "cxwiki.visit"
_NOT_KEPT = frozenset({"content-length", "set-cookie", "date", "etag"})
_TOKEN_SECONDS = 1800
"""So long a browser may go on showing a page with forms that did not change otherwise."""
_IN_304 = frozenset({"etag", "cache-control", "vary", "expires"})

Application = Callable[[WSGIEnvironment, StartResponse], Iterable[bytes]]


@dataclass
class Keeping:
    """A page that is being made to be kept."""

    front: "Front"
    visit: Visit
    key: Hashable
    entry_id: int
    number: int
    reader: Reader | None
    inbox: int

    def render(self, template: str, **context: Any) -> Response:
        """The answer for this reader; it is kept when nothing goes wrong on its way."""
        if self.reader is None:
            html = render_template(template, **context)
            if "csrf_token" in g:  # a form for one stranger only
                return make_response(html)
        else:
            html = self._with_holes(template, context)
        segments, holes = cut(html)
        of_page = blake2b(b"\0".join(segments), digest_size=12).hexdigest()
        page = KeptPage(self.entry_id, self.number, segments, holes, [], of_page)
        own = self.front.own(self.visit, self.reader, self.inbox)
        self.visit.made = self.key, page
        response = Response(fill(segments, holes, own), content_type="text/html; charset=utf-8")
        response.set_etag(self.front.tag(page, self.visit, self.reader, self.inbox))
        return response

    @staticmethod
    def _with_holes(template: str, context: dict[str, Any]) -> str:
        g.with_holes, g.csrf_token = True, hole("form_token")
        try:
            return render_template(template, **context)
        finally:
            # Should the page fail, the page that says so is this reader's own.
            for name in ("with_holes", "csrf_token", "shell"):
                g.pop(name, None)


class Front:
    """The outermost part of the application of one process."""

    def __init__(self, app: Flask, readers: Readers, most_bytes: int) -> None:
        runtime: Runtime = app.extensions["cxwiki"]
        wiring = runtime.wiring
        self._inner: Application = app.wsgi_app
        self._engine = runtime.engine
        self._readers = readers
        self._personal = wiring.get(Personal)
        self._query = PersonalQuery(runtime.engine, readers, self._personal)
        self._number = str(select(ChangeCounter.number).compile(dialect=runtime.engine.dialect))
        self._kept = KeptPages(most_bytes)
        self._visits = Visits(readers, runtime.settings, wiring.get(BrowserChoices))
        self._newest = Newest(runtime.sessions, wiring.get(EveryPage))

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer from what is kept, else ask the application."""
        visit = self._visits.of(environ)
        if visit is None:
            return self._inner(environ, start_response)
        try:
            answer = self._answer(visit, environ, start_response)
        except Exception:  # the drivers raise what they like; the application says what is wrong
            log.warning("a kept page could not be used", exc_info=True)
            answer = None
        if answer is not None:
            return answer
        environ[_ENVIRON] = visit
        return self._inner(environ, self._keeping(visit, start_response))

    def own(self, visit: Visit, reader: Reader | None, inbox: int) -> dict[str, str]:
        """What goes into the holes for this reader, as safe HTML."""
        if reader is None or visit.signed_in is None:
            return {}
        return {
            "name": str(escape(reader.name)),
            "initials": str(escape(reader.initials)),
            "inbox_number": str(inbox),
            "inbox_badge": inbox_badge(inbox),
            "inbox_menu_badge": inbox_menu_badge(inbox),
            "form_token": self._readers.form_token(visit.signed_in),
        }

    @staticmethod
    def tag(page: KeptPage, visit: Visit, reader: Reader | None, inbox: int) -> str:
        """The ETag: of the page and of what is the reader's own, so that nobody is left with another's."""
        if reader is None or visit.signed_in is None:
            return page.tag
        age = clock.now().timestamp() // _TOKEN_SECONDS  # a browser must not show a page until its token is too old
        own = f"{page.tag}\0{reader.person_id}\0{reader.name}\0{inbox}\0{visit.signed_in.form_secret}\0{age}"
        return blake2b(own.encode(), digest_size=12).hexdigest()

    def begin(self, entry_id: int, number: int, seen_as: Hashable) -> Keeping | None:
        """Begin a page of an entry that is to be kept; None when it is for this reader alone. `number` was read before
        anything the page shows; `seen_as` is the reader it is made for: rights or language may have changed since."""
        visit: Visit | None = request.environ.get(_ENVIRON)
        if visit is None or "_flashes" in session:
            return None
        if visit.signed_in is None:
            return Keeping(self, visit, visit.key(), entry_id, number, None, 0)
        row = self._query.ask_within(db(), visit.signed_in, entry_id)
        reader = self._readers.reader(visit.signed_in, row) if row else None
        if row is None or reader is None or reader.seen_as != seen_as or self._is_apart(row):
            return None
        key = visit.key(reader, self._variant(row))
        return Keeping(self, visit, key, entry_id, number, reader, row.get("inbox") or 0)

    def begin_list(self, number: int) -> Keeping | None:
        """Begin a page about many entries; it is kept for strangers only: colleagues see their drafts in lists."""
        visit: Visit | None = request.environ.get(_ENVIRON)
        if visit is None or visit.signed_in is not None or "_flashes" in session:
            return None
        return Keeping(self, visit, visit.key(), NO_ENTRY, number, None, 0)

    def _answer(self, visit: Visit, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes] | None:
        entry_id = self._kept.entry_of(visit.place)
        if entry_id is None:
            return None
        reader, inbox, key, number = self._look_up(visit, entry_id)
        page = self._kept.get(key) if key is not None else None
        if page is None:
            return None
        self._newest.catch_up(number)
        if not self._newest.holds(page.entry_id, page.number):
            self._kept.drop(key)
            return None
        return self._send(page, visit, reader, inbox, environ, start_response)

    def _look_up(self, visit: Visit, entry_id: int) -> tuple[Reader | None, int, Hashable | None, int]:
        connection = self._engine.raw_connection()
        try:
            cursor = connection.cursor()
            if visit.signed_in is None:
                cursor.execute(self._number)
                row = cursor.fetchone()
                return None, 0, visit.key(), row[0] if row else 0
            asked = self._query.ask(cursor, visit.signed_in, entry_id)
        finally:
            connection.close()
        reader = self._readers.reader(visit.signed_in, asked) if asked else None
        if asked is None or reader is None or self._is_apart(asked):
            return None, 0, None, 0
        key = visit.key(reader, self._variant(asked))
        return reader, asked.get("inbox") or 0, key, asked["number"] or 0

    def _is_apart(self, row: Mapping[str, Any]) -> bool:
        return any(row[name] for name in self._personal.apart)

    def _variant(self, row: Mapping[str, Any]) -> tuple[Any, ...]:
        return tuple(row[name] or 0 for name in self._personal.variants)

    def _send(
        self, page: KeptPage, visit: Visit, reader: Reader | None, inbox: int, environ: WSGIEnvironment,
        start_response: StartResponse,
    ) -> Iterable[bytes]:  # fmt: skip
        tag = f'"{self.tag(page, visit, reader, inbox)}"'
        if tag in environ.get("HTTP_IF_NONE_MATCH", ""):
            kept = [(name, value) for name, value in page.headers if name.lower() in _IN_304]
            start_response("304 NOT MODIFIED", [*kept, ("ETag", tag)])
            return []
        body = fill(page.segments, page.holes, self.own(visit, reader, inbox))
        start_response("200 OK", [*page.headers, ("ETag", tag), ("Content-Length", str(len(body)))])
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]

    def _keeping(self, visit: Visit, start_response: StartResponse) -> StartResponse:
        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            if visit.made is not None and status.startswith("200"):
                key, page = visit.made
                kept = [(name, value) for name, value in headers if name.lower() not in _NOT_KEPT]
                self._kept.put(visit.place, key, replace(page, headers=kept))
            return start_response(status, headers, *more)

        return cast(StartResponse, start)


def begin(entry_id: int, number: int, seen_as: Hashable) -> Keeping | None:
    """`Front.begin` of the current application; None where nothing is kept."""
    front: Front | None = current_app.extensions.get("cxwiki.front")
    return front.begin(entry_id, number, seen_as) if front else None


def begin_list(number: int) -> Keeping | None:
    """`Front.begin_list` of the current application; None where nothing is kept."""
    front: Front | None = current_app.extensions.get("cxwiki.front")
    return front.begin_list(number) if front else None


def render(keeping: Keeping | None, template: str, **context: Any) -> ResponseReturnValue:
    """The page, kept where it is to be kept."""
    return keeping.render(template, **context) if keeping else render_template(template, **context)


def newest_number() -> int:
    """The number to begin a page with: read it before anything the page shows."""
    return changes.current(db())
