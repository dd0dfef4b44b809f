"""The content of a form somebody is still typing in: what is right is taken, what is unfinished is left out."""

from typing import Any

from wiki.entries import payload as payloads
from wiki.entries.cleaning import Problems
from wiki.entries.fields import Field, Payload
from wiki.entries.forms import to_raw
from wiki.entries.kinds import Kind
from wiki.entries.rows import Rows, clean_fields
from wiki.web.forms import WikiForm

UNNAMED = "…"


def checked_content(kind: Kind, form: WikiForm) -> tuple[dict[str, Any], Problems]:
    """The canonical content of a form and everything wrong with it."""
    return payloads.clean(kind, to_raw(kind.all_fields, form))


def typed_content(kind: Kind, form: WikiForm, language: str = "") -> dict[str, Any]:
    """What can be shown of a form as it stands. Rows that lack what must be there are left out; with a `language`, a
    missing text in several languages is shown as `UNNAMED` instead."""
    problems: Problems = []
    content = clean_fields(kind.all_fields, to_raw(kind.all_fields, form), problems)
    for each in kind.all_fields:
        if isinstance(each, Rows) and each.name in content:
            rows = (_filled(each, row, language) for row in content[each.name])
            content[each.name] = [row for row in rows if row is not None]
    return content


def _filled(rows: Rows, row: Payload, language: str) -> dict[str, Any] | None:
    found = dict(row)
    for each in rows.fields:
        if each.required and each.name not in found and not getattr(each, "default", None):
            if not (language and _is_translated(each)):
                return None
            found[each.name] = {language: UNNAMED}
    return found


def _is_translated(each: Field) -> bool:
    return bool(getattr(each, "per_language", False))
