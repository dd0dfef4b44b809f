"""How pages lead to their feed: `<link rel="alternate">` in the head, and a line in the foot."""

from dataclasses import dataclass
from typing import Any

from flask import Flask, request, url_for

from wiki.access.guard import current_actor
from wiki.entries.feed_lists import FeedList, FeedLists
from wiki.web.runtime import runtime, settings


@dataclass(frozen=True)
class FeedLink:
    """The feed of the page: its name and address; `follow_url` is where a person makes a private address of it."""

    title: str
    url: str
    follow_url: str


def feed_of_page() -> FeedLink | None:
    """The feed of the page that is being shown, narrowed as the page; None where there is none for this reader."""
    found = runtime().wiring.get(FeedLists).of_page(request.endpoint or "")
    if found is None or request.method not in ("GET", "HEAD"):
        return None
    actor = current_actor()
    if not (actor.signed_in or (found.public and settings().public_read)) or not found.may(actor):
        return None
    kept = _kept(found)
    url = url_for("feeds.open_feed", name=found.name, **kept)
    follow_url = url_for("feeds.own", _anchor="new", list=found.name, **kept) if actor.signed_in else url
    return FeedLink(str(found.title), url, follow_url)


def _kept(found: FeedList) -> dict[str, Any]:
    """What narrows the page; `list` belongs to the page of addresses."""
    return {
        name: values for name in found.narrowed_by if (values := [each for each in request.args.getlist(name) if each])
    }


def init_page_links(app: Flask) -> None:
    """Offer it to every template."""
    app.jinja_env.globals["feed_of_page"] = feed_of_page
