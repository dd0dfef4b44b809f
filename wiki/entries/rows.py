"""Fields that repeat: rows of the same fields, told apart by what they say or by a key of their own."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from wiki.core.errors import Problem
from wiki.core.text import slugify
from wiki.entries.cleaning import MISSING, Problems, text_of
from wiki.entries.fields import Field, Label, Payload

ROW_KEY = re.compile(r"[a-z0-9](?:[a-z0-9-]{1,38}[a-z0-9])")
MOST_ROWS = 200


@dataclass(frozen=True, kw_only=True)
class Rows(Field):
    """Rows of the same fields. `identity` names the fields that tell which row is which; with `keyed`, each row has a
    stable `key` of its own instead (steps), made from `key_from`, else from `key_else`, when it has none yet."""

    fields: tuple[Field, ...]
    row_label: Label = ""
    """One row's name; the field's label names them all."""
    identity: tuple[str, ...] = ()
    keyed: bool = False
    key_from: str = "title"
    key_else: str = ""
    most: int = MOST_ROWS

    @property
    def groups(self) -> list[tuple[Label, list[Field]]]:
        """The fields by the heading they stand under, each group where its first field is."""
        found: list[tuple[Label, list[Field]]] = []
        for field in self.fields:
            members = next((members for group, members in found if group is field.group), None)
            if members is None:
                found.append((field.group, [field]))
            else:
                members.append(field)
        return found

    def identity_of(self, row: Payload) -> tuple[str, ...]:
        """What tells the row from the others."""
        if self.keyed:
            return (str(row.get("key", "")),)
        return tuple(str(row.get(name, "")) for name in self.identity)

    def clean(self, raw: Any, where: str, problems: Problems) -> list[dict[str, Any]] | None:
        if raw is None:
            self._missing(where, problems)
            return None
        if not isinstance(raw, list) or not all(isinstance(each, Mapping) for each in raw):
            problems.append(Problem(where, _l("Rows are expected here.")))
            return None
        if len(raw) > self.most:
            problems.append(Problem(where, _l("At most %(most)s rows.", most=self.most)))
            return None
        rows = [self._clean_row(each, f"{where}-{index}", problems) for index, each in enumerate(raw)]
        kept = [row for row in rows if any(name != "key" for name in row)]
        if self.keyed:
            give_keys(kept, self.key_from, self.key_else)
        self._check_unique(kept, where, problems)
        if not kept:
            self._missing(where, problems)
        return kept or None

    def _clean_row(self, raw: Payload, where: str, problems: Problems) -> dict[str, Any]:
        found: Problems = []
        row = clean_fields(self.fields, raw, found, where)
        if self.keyed:
            key = text_of(raw.get("key"), f"{where}-key", found).strip()
            if key and not ROW_KEY.fullmatch(key):
                found.append(Problem(f"{where}-key", _l("A key has 3 to 40 of a-z, 0-9 and hyphens.")))
            elif key:
                row = {"key": key, **row}
        # An empty row is one the author left blank: what it lacks is no mistake, what is wrong in it is.
        filled = any(name != "key" for name in row)
        problems.extend(found if filled else [p for p in found if p.message is not MISSING])
        return row

    def _check_unique(self, rows: list[dict[str, Any]], where: str, problems: Problems) -> None:
        seen: set[tuple[str, ...]] = set()
        for index, row in enumerate(rows):
            identity = self.identity_of(row)
            if (self.identity or self.keyed) and identity in seen:
                problems.append(Problem(f"{where}-{index}", _l("This row is there twice.")))
            seen.add(identity)


def give_keys(rows: list[dict[str, Any]], key_from: str, key_else: str = "") -> None:
    """Give each row without a key one made from its words, unique among the rows."""
    taken = {row["key"] for row in rows if "key" in row}
    for index, row in enumerate(rows):
        if "key" in row:
            continue
        words = row.get(key_from) or row.get(key_else, "")
        text = next(iter(words.values()), "") if isinstance(words, Mapping) else str(words)
        base = slugify(text)[:30].strip("-")
        base = base if len(base) >= 3 else "step"
        key, number = base, 2
        while key in taken:
            key, number = f"{base}-{number}", number + 1
        taken.add(key)
        rows[index] = {"key": key, **row}


def clean_fields(fields: tuple[Field, ...], raw: Payload, problems: Problems, where: str = "") -> dict[str, Any]:
    """The canonical dict for `fields` out of `raw`; unknown names in `raw` are problems."""
    known = {field.name for field in fields} | {"key"}
    for name in raw:
        if name not in known:
            place = f"{where}-{name}" if where else str(name)
            problems.append(Problem(place, _l("There is no field “%(name)s” here.", name=str(name)[:60])))
    cleaned = {}
    for field in fields:
        place = f"{where}-{field.name}" if where else field.name
        value = field.clean(raw.get(field.name), place, problems)
        if value is not None:
            cleaned[field.name] = value
    return cleaned
