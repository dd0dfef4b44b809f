"""What the pages of a kind with filters share: the filters applied, and the address the browser is to show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import make_response, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from wiki.entries.list_asked import Asked
from wiki.entries.list_filters import Filter


@dataclass(frozen=True)
class Chip:
    """A filter that is applied. `url` takes it away."""

    name: Any
    value: Any
    url: str


def address(endpoint: str, arguments: Mapping[str, Any]) -> str:
    """The address of a page with these filters."""
    return url_for(endpoint, **arguments)


def chips_of(endpoint: str, asked: Asked, filters: Sequence[Filter], **kept: str) -> list[Chip]:
    """The filters applied to the page `endpoint`; `kept` is what its address says besides."""
    found = []
    if asked.words:
        found.append(Chip(_("Title contains"), asked.words, address(endpoint, asked.address(q="", **kept))))
    for each in filters:
        for value in asked.chosen.get(each.name, ()):
            url = address(endpoint, {**asked.without(each.name, value), **kept})
            found.append(Chip(each.label, each.label_of(value), url))
    return found


def shown_at(answer: ResponseReturnValue, endpoint: str, asked: Asked, **kept: str) -> ResponseReturnValue:
    """The answer; a page that fetched it to follow its filters then shows their address, without what is empty."""
    if "HX-Request" not in request.headers:
        return answer
    response = make_response(answer)
    response.headers["HX-Push-Url"] = address(endpoint, asked.address(**kept))
    return response
