"""Atom (RFC 4287) from typed items."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urljoin
from uuid import UUID
from xml.etree import ElementTree

from wiki.core.keys import Keys
from wiki.core.text import clean_text
from wiki.entries.feed_lists import FeedItem

NAMESPACE = "http://www.w3.org/2005/Atom"
MEDIA_TYPE = "application/atom+xml"
_NO_MOMENT = datetime(2020, 1, 1, tzinfo=UTC)
"""What an empty feed says of its last change: a moment must stand there, and it must not move."""


@dataclass(frozen=True)
class Feed:
    """A feed's head. `key` never changes; `own_url` is where it was fetched, `page_url` the list for people."""

    key: str
    title: str
    author: str
    language: str
    own_url: str
    page_url: str


def atom(keys: Keys, feed: Feed, items: Sequence[FeedItem]) -> bytes:
    """The feed as a file. The same content gives the same bytes."""
    ElementTree.register_namespace("", NAMESPACE)
    root = ElementTree.Element(_name("feed"), {"{http://www.w3.org/XML/1998/namespace}lang": feed.language})
    _add(root, "id", identity(keys, feed.key))
    _add(root, "title", feed.title)
    _add(root, "updated", _moment(max((each.updated for each in items), default=_NO_MOMENT)))
    _add(_add(root, "author"), "name", feed.author)
    _add(root, "link", rel="self", type=MEDIA_TYPE, href=feed.own_url)
    _add(root, "link", rel="alternate", type="text/html", href=feed.page_url)
    for item in items:
        entry = _add(root, "entry")
        _add(entry, "id", identity(keys, item.key))
        _add(entry, "title", item.title)
        _add(entry, "updated", _moment(item.updated))
        _add(entry, "link", rel="alternate", type="text/html", href=urljoin(feed.page_url, item.url))
        if item.sort:
            _add(entry, "category", term=item.sort)
        if item.summary:
            _add(entry, "summary", item.summary)
    body: bytes = ElementTree.tostring(root, "utf-8", xml_declaration=False)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + body


def identity(keys: Keys, key: str) -> str:
    """A name that is the same for good, also when the wiki moves to another address, and that no other wiki gives."""
    return UUID(keys.pseudonymise(f"feed:{key}")[:32], version=5).urn


def _name(tag: str) -> str:
    return f"{{{NAMESPACE}}}{tag}"


def _add(parent: ElementTree.Element, tag: str, text: str | None = None, **attributes: str) -> ElementTree.Element:
    cleaned = {name: clean_text(value) for name, value in attributes.items()}
    child = ElementTree.SubElement(parent, _name(tag), cleaned)
    child.text = clean_text(text) if text is not None else None
    return child


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
