"""What the buttons of repeatable rows do without script: rows are added, copied, moved, removed; nothing is saved."""

import re
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import FieldList

from wiki.web.forms import WikiForm

ACTIONS = ("add", "after", "copy", "remove", "up", "down")


def change_rows(form: WikiForm, formdata: MultiDict[str, str]) -> bool:
    """Do what a row button asked; False when none was pressed."""
    for action in ACTIONS:
        wanted = formdata.get(action)
        if wanted:
            name, _dash, number = wanted.partition("-")
            if name in form and isinstance(form[name], FieldList):
                index = int(number) if re.fullmatch("[0-9]{1,6}", number) else -1
                put_rows(form, name, changed(rows_of(form, name), action, index))
                return True
    return False


def rows_of(form: WikiForm, name: str) -> list[dict[str, Any]]:
    """What is in the rows of the field `name`."""
    field: Any = form[name]
    rows = [dict(entry.data) for entry in field.entries]
    for row in rows:
        row.pop("csrf_token", None)
    return rows


def put_rows(form: WikiForm, name: str, rows: list[dict[str, Any]]) -> None:
    """Show these rows in the field `name`, instead of what was there; no more than a form holds."""
    field: Any = form[name]
    field.process(None, rows[: field.max_entries])


def changed(rows: list[dict[str, Any]], action: str, index: int) -> list[dict[str, Any]]:
    """`rows` after one of `ACTIONS` on the row at `index`."""
    rows = list(rows)
    if action == "add":
        rows.append({})
    elif not 0 <= index < len(rows):
        return rows
    elif action == "after":
        rows.insert(index + 1, {})
    elif action == "copy":
        rows.insert(index + 1, {name: value for name, value in rows[index].items() if name != "key"})
    else:
        row = rows.pop(index)
        if action != "remove":
            rows.insert(max(0, index + (-1 if action == "up" else 1)), row)
    return rows
