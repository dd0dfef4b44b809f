"""One's own private addresses: made, shown once, renewed, revoked."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from wiki.access.guard import current_actor
from wiki.access.rules import SIGNED_IN, rule
from wiki.core.db import wired
from wiki.core.errors import Conflict, Invalid, NotFound
from wiki.entries.feed_lists import FeedList, FeedLists
from wiki.entries.kinds import Kinds
from wiki.feeds import addresses
from wiki.feeds.blueprint import blueprint
from wiki.feeds.models import FeedAddress
from wiki.people.queries import departments_by_slug
from wiki.web.i18n import reader_language
from wiki.web.runtime import settings
from wiki.web.transaction import db, writing


@dataclass(frozen=True)
class Shown:
    """An address in the list of one's own. `url` is the page it follows, empty where that is gone."""

    address: FeedAddress
    title: str
    narrowed: str
    url: str


@blueprint.get("/")
@rule(SIGNED_IN)
def own() -> ResponseReturnValue:
    """All lists with a feed and one's own addresses."""
    return _show()


@dataclass(frozen=True)
class Offered:
    """A list to follow; `url` is its page."""

    name: str
    title: str
    about: str
    icon: str
    url: str


def _show(problem: str = "", status: int = 200) -> Response:
    session, actor = db(), current_actor()
    lists = {each.name: each for each in wired(session, FeedLists).open_to(actor)}
    offered = [_due(), *(_offered(each) for each in lists.values())]
    wanted = request.values.get("list", "")
    kept = _kept(lists[wanted]) if wanted in lists else []
    page = render_template(
        "feeds/own.html",
        own=[_shown(each) for each in addresses.all_of(session, actor)],
        lists=offered,
        chosen=next((each for each in offered if each.name == wanted), None),
        kept=kept,
        narrowed=_in_words(lists.get(wanted), kept),
        problem=problem,
    )
    return make_response(page, status)


def _due() -> Offered:
    about = _("Tasks, reviews and requests with a day, in your calendar.")
    return Offered(addresses.DUE, _("My due dates"), about, "calendar-event", url_for("tasks.mine"))


def _offered(each: FeedList) -> Offered:
    return Offered(each.name, str(each.title), str(each.about), each.icon, url_for(each.endpoint))


def _kept(chosen: FeedList) -> list[tuple[str, str]]:
    return parse_qsl(addresses.narrowing(chosen.narrowed_by, request.values))


def _in_words(found: FeedList | None, pairs: list[tuple[str, str]]) -> str:
    """What narrows a list, as its page calls it."""
    labels = found.labels if found is not None else {}
    slugs = {value for name, value in pairs if name == "department"}
    departments = departments_by_slug(db(), slugs) if slugs else {}
    kinds = {each.name: each.plural for each in wired(db(), Kinds)}
    words = []
    for name, value in pairs:
        if name == "department" and value in departments:
            words.append(departments[value].name(reader_language()))
        else:
            words.append(str(kinds.get(value, value) if name == "kind" else labels.get(value, value)))
    return ", ".join(words)


def _shown(address: FeedAddress) -> Shown:
    if address.list_name == addresses.DUE:
        return Shown(address, str(_("My due dates")), "", url_for("tasks.mine"))
    found, pairs = wired(db(), FeedLists).by_name.get(address.list_name), parse_qsl(address.query)
    if found is None:
        return Shown(address, address.list_name, "", "")
    arguments: dict[str, Any] = MultiDict(pairs).to_dict(flat=False)
    return Shown(address, str(found.title), _in_words(found, pairs), url_for(found.endpoint, **arguments))


@blueprint.post("/")
@rule(SIGNED_IN)
def make_own() -> ResponseReturnValue:
    """Make an address and show it, once."""
    try:
        made = addresses.make(writing(), current_actor(), request.form.get("list", ""), request.form)
    except (Invalid, Conflict) as error:
        text = str(error.problems[0].message if isinstance(error, Invalid) else error.message)
        return _show(text, error.status)
    except NotFound:
        return _show(str(_("Please choose a list.")), 422)
    return _show_once(made)


@blueprint.post("/<int:address_id>/renew")
@rule(SIGNED_IN)
def renew_own(address_id: int) -> ResponseReturnValue:
    """Another secret for an address that got about."""
    return _show_once(addresses.renew(writing(), current_actor(), address_id))


@blueprint.post("/<int:address_id>/revoke")
@rule(SIGNED_IN)
def revoke_own(address_id: int) -> ResponseReturnValue:
    """End an address."""
    addresses.revoke(writing(), current_actor(), address_id)
    flash(_("The address is revoked and shows nothing any more."), "success")
    return redirect(url_for("feeds.own"), 303)


def _show_once(made: addresses.Made) -> Response:
    is_calendar = made.address.list_name == addresses.DUE
    endpoint = "feeds.private_calendar" if is_calendar else "feeds.private_feed"
    path = url_for(endpoint, token=made.token)
    base = settings().base_url.removesuffix("/").removesuffix(settings().sub_path) or request.host_url.rstrip("/")
    shown = _shown(made.address)
    page = render_template("feeds/made.html", link=f"{base}{path}", is_calendar=is_calendar, shown=shown)
    response = make_response(page)
    response.headers["Cache-Control"] = "no-store"
    return response
