"""Fields that name an entry of any kind, or access roles; and what a field names, whatever its sort."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from wiki.core.errors import Problem
from wiki.core.text import is_slug
from wiki.entries.cleaning import Problems, list_of_texts, text_of
from wiki.entries.fields import Field, Reference, References

_KIND = re.compile(r"[a-z][a-z_]{1,39}", re.ASCII)
_ROLE = re.compile(r"[a-z][a-z0-9_-]{1,59}", re.ASCII)
ROLE = "role"


def split_address(text: str) -> tuple[str, str]:
    """(kind, slug) of an address such as `process:returns`; both empty where it is none."""
    kind, _colon, slug = text.partition(":")
    return (kind, slug) if _KIND.fullmatch(kind) and is_slug(slug) else ("", "")


@dataclass(frozen=True, kw_only=True)
class AnyEntry(Field):
    """One entry of whatever kind, as `kind:slug`."""

    def clean(self, raw: Any, where: str, problems: Problems) -> str | None:
        text = text_of(raw, where, problems).strip()
        if not text:
            self._missing(where, problems)
            return None
        if not split_address(text)[1]:
            message = _l("“%(value)s” names no entry. Its kind and short name are wanted, such as process:returns.",
                         value=text[:60])  # fmt: skip
            in_form = _l("Choose “%(value)s” from the list that opens while you type.", value=text[:60])
            problems.append(Problem(where, message, in_form))
            return None
        return text


@dataclass(frozen=True, kw_only=True)
class RoleNames(References):
    """Names of access roles, in the author's order; a name that no role has grants and asks nothing."""

    kind: str = ROLE

    def clean(self, raw: Any, where: str, problems: Problems) -> list[str] | None:
        names = list_of_texts(raw, where, problems)
        for name in names:
            if not _ROLE.fullmatch(name):
                message = _l("“%(value)s” is not the name of an access role.", value=name[:60])
                problems.append(Problem(where, message))
        return [name for name in names if _ROLE.fullmatch(name)] or None


def named_by(field: Field, value: Any) -> Iterator[tuple[str, str]]:
    """(kind, slug) of everything that a value of `field` names; nothing where the field names nothing."""
    if isinstance(field, AnyEntry):
        yield split_address(value)
    elif isinstance(field, Reference):
        yield field.kind, value
    elif isinstance(field, References):
        yield from ((field.kind, slug) for slug in value)
