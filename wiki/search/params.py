"""What a search address may say."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext as _

from wiki.core.errors import Invalid, Problem
from wiki.core.text import LANGUAGES, is_slug
from wiki.entries.kinds import Kinds
from wiki.entries.options import FIELD_OF_ACTION
from wiki.search.facets import STATUSES, Filters
from wiki.search.query import MOST_CHARACTERS

MOST_RESULTS = 50
MOST_OFFSET = 10_000
PAGE = 10
FIELDS_OF_ACTION = [option.value for option in FIELD_OF_ACTION.options]


@dataclass(frozen=True)
class Asked:
    """A search as asked by a program."""

    text: str
    filters: Filters
    limit: int
    offset: int


def lenient(arguments: Mapping[str, str], kinds: Kinds) -> tuple[str, Filters, int]:
    """Text, filters and page of a person's address; what makes no sense is left out."""
    kind, status, language = (arguments.get(name, "") for name in ("kind", "status", "lang"))
    department, field = arguments.get("department", ""), arguments.get("field", "")
    filters = Filters(
        kind if kind in kinds else "",
        status if status in STATUSES else "",
        language if language in LANGUAGES else "",
        department if is_slug(department) else "",
        field if field in FIELDS_OF_ACTION else "",
    )
    page = arguments.get("page", "1")
    number = int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 1
    return arguments.get("q", ""), filters, max(number, 1)


def strict(arguments: Mapping[str, str], kinds: Kinds) -> Asked:
    """What a program asks; Invalid says which parameter cannot be used."""
    problems: list[Problem] = []
    text = arguments.get("q", "")
    if len(text) > MOST_CHARACTERS:
        problems.append(Problem("q", _("At most %(most)s characters.", most=MOST_CHARACTERS)))
    filters = Filters(
        _one_of(arguments, "kind", kinds.names, problems),
        _one_of(arguments, "status", [each for each in STATUSES if each], problems),
        _one_of(arguments, "lang", LANGUAGES, problems),
        _slug(arguments, "department", problems),
        _one_of(arguments, "field", FIELDS_OF_ACTION, problems),
    )
    limit = _whole(arguments, "limit", PAGE, 1, MOST_RESULTS, problems)
    offset = _whole(arguments, "offset", 0, 0, MOST_OFFSET, problems)
    if problems:
        raise Invalid(problems)
    return Asked(text, filters, limit, offset)


def _one_of(
    arguments: Mapping[str, str], name: str, allowed: list[str] | tuple[str, ...], problems: list[Problem]
) -> str:
    value = arguments.get(name, "")
    if value and value not in allowed:
        problems.append(Problem(name, _("Not one of: %(allowed)s.", allowed=", ".join(allowed))))
    return value


def _slug(arguments: Mapping[str, str], name: str, problems: list[Problem]) -> str:
    value = arguments.get(name, "")
    if value and not is_slug(value):
        problems.append(Problem(name, _("Small letters, digits and hyphens.")))
    return value


def _whole(
    arguments: Mapping[str, str], name: str, default: int, least: int, most: int, problems: list[Problem]
) -> int:
    text = arguments.get(name, "")
    if not text:
        return default
    value = int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1
    if not least <= value <= most:
        problems.append(Problem(name, _("A whole number from %(least)s to %(most)s.", least=least, most=most)))
    return value
