"""The card of a concept: what a mention of it shows before anybody follows it."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from wiki.access.guard import current_actor
from wiki.core.db import wired
from wiki.core.errors import NotFound
from wiki.core.text import LANGUAGES, clean_line, fold, is_slug, shorten
from wiki.entries import queries
from wiki.entries.binding import load
from wiki.entries.kinds import Kind, Kinds
from wiki.entries.links import Target
from wiki.entries.models import RELEASED, Entry
from wiki.entries.page import EntryPage, Shown, local
from wiki.glossary.projection import DEPRECATED, status
from wiki.web.i18n import reader_language
from wiki.web.transaction import db

MOST_CHARACTERS = 300
MOST_MEANINGS = 6
MOST_CONFUSIONS = 3


@dataclass(frozen=True)
class Card:
    """What a card says. `other_title` is in `other_language`; `said` is a label out of use that was read."""

    title: str
    url: str
    status: str
    definition: Shown
    other_title: str
    other_language: str
    scope: str
    said: str
    confusions: list[tuple[Target, Shown]]


def show_card(kind: Kind, slug: str) -> ResponseReturnValue:
    """The card of a concept, and of those in `or` where a word can mean either; a page of its own without script."""
    session = db()
    entries = [load(session, kind, slug), *_others(session, kind, slug)]
    said = clean_line(request.args.get("said", ""))[:200]
    shown = [_card(session, entry, said) for entry in entries if entry.released is not None]
    if not shown:
        raise NotFound
    if "HX-Request" not in request.headers:
        return render_template("glossary/cards_page.html", cards=shown)
    response = make_response(render_template("glossary/cards.html", cards=shown))
    response.add_etag()
    return response.make_conditional(request)


def _others(session: Session, kind: Kind, slug: str) -> Iterator[Entry]:
    slugs = dict.fromkeys(request.args.getlist("or")[: MOST_MEANINGS - 1])
    for other in slugs:
        known = other != slug and is_slug(other)
        entry = queries.find_by_slug(session, kind.name, other) if known else None
        if entry is not None and entry.status == RELEASED:
            yield entry


def _card(session: Session, entry: Entry, said: str) -> Card:
    assert entry.released is not None
    language = reader_language()
    page = EntryPage(session, current_actor(), wired(session, Kinds), entry, entry.released, language)
    other_language = next(each for each in LANGUAGES if each != language)
    other_title = page.kind.titles(page.payload).get(other_language, "")
    summary = local(page.kind.summaries(page.payload), language)
    deprecated = {fold(label["text"]): label["text"] for label in page.payload["labels"] if status(label) == DEPRECATED}
    return Card(
        title=page.title,
        url=url_for("term.page", slug=entry.slug),
        status=entry.status,
        definition=Shown(shorten(summary.text, MOST_CHARACTERS), summary.language, summary.is_fallback),
        other_title=other_title if other_title != page.title else "",
        other_language=other_language,
        scope=str(page.payload.get("scope", "")),
        said=deprecated.get(fold(said), ""),
        confusions=page.confusions[:MOST_CONFUSIONS],
    )
