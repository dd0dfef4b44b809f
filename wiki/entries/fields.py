"""The fields a kind is made of.

A kind lists its fields once; form, validation, compare, merge, front matter and link extraction follow from the list.
A *payload* is the canonical content of a revision: a dict by field name that holds only what is not empty and not the
default. A *raw* payload has the same shape with unchecked values (strings from a form or a file).

Shapes by field: Line, Prose → text, or {language: text} when `per_language`; Choice, Reference → text;
Choices, References → list of texts; Flag → bool; Whole → int; Day → `YYYY-MM-DD`; Rows → list of dicts.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from flask_babel import lazy_gettext as _l

from wiki.core import markdown
from wiki.core.errors import Problem
from wiki.core.text import LANGUAGES, clean_line, clean_text, is_slug, slugify

Payload = Mapping[str, Any]
Problems = list[Problem]
Label = Any
"""A text for the screen: str or a lazy translation."""

ROW_KEY = re.compile(r"[a-z0-9](?:[a-z0-9-]{1,38}[a-z0-9])")
MOST_ROWS = 200
EDIT_CONTROLS = ("base_revision", "summary", "minor", "save")
"""What every edit form carries beside the kind's fields."""
MISSING = _l("Please fill this in.")


def language_name(name: str, language: str) -> str:
    """The form name of a field in a language: bare in the first language, `name_en` in the others."""
    return name if language == LANGUAGES[0] else f"{name}_{language}"


@dataclass(frozen=True, kw_only=True)
class Field:
    """What all fields have. `where` names the place in messages: a form field such as `steps-2-title_en`."""

    name: str
    label: Label
    help: Label = ""
    required: bool = False

    @property
    def form_name(self) -> str:
        """The name in a form: the field's own, unless the edit form has a control of that name."""
        return f"{self.name}_text" if self.name in EDIT_CONTROLS else self.name

    def clean(self, raw: Any, where: str, problems: Problems) -> Any:
        """The canonical value of `raw`, None when empty; what is wrong is appended to `problems`."""
        raise NotImplementedError

    def _missing(self, where: str, problems: Problems) -> None:
        if self.required:
            problems.append(Problem(where, MISSING))


def _text_of(raw: Any, where: str, problems: Problems) -> str:
    if raw is None:
        return ""
    if isinstance(raw, str):
        return raw
    problems.append(Problem(where, _l("A text is expected here.")))
    return ""


@dataclass(frozen=True, kw_only=True)
class _Textual(Field):
    per_language: bool = False
    most: int = 200

    def clean(self, raw: Any, where: str, problems: Problems) -> Any:
        if not self.per_language:
            text = self.clean_one(raw, where, problems)
            if not text:
                self._missing(where, problems)
            return text or None
        if raw is not None and not isinstance(raw, Mapping):
            problems.append(Problem(where, _l("A text for each language is expected here (de, en).")))
            return None
        return self._clean_languages(raw or {}, where, problems)

    def _clean_languages(self, raw: Mapping[str, Any], where: str, problems: Problems) -> dict[str, str] | None:
        for language in raw:
            if language not in LANGUAGES:
                problems.append(Problem(where, _l("There is no language “%(language)s” here.", language=language)))
        texts = {}
        for language in LANGUAGES:
            text = self.clean_one(raw.get(language), language_name(where, language), problems)
            if text:
                texts[language] = text
        if not texts:
            self._missing(where, problems)
        return texts or None

    def clean_one(self, raw: Any, where: str, problems: Problems) -> str:
        """One text in one language."""
        raise NotImplementedError

    def _check_length(self, text: str, where: str, problems: Problems) -> None:
        if len(text) > self.most:
            message = _l("At most %(most)s characters; this has %(count)s.", most=self.most, count=len(text))
            problems.append(Problem(where, message))


@dataclass(frozen=True, kw_only=True)
class Line(_Textual):
    """One line of plain text. `url`: a web address."""

    url: bool = False

    def clean_one(self, raw: Any, where: str, problems: Problems) -> str:
        text = clean_line(_text_of(raw, where, problems))
        self._check_length(text, where, problems)
        if self.url and text and not _is_web_address(text):
            problems.append(Problem(where, _l("A web address begins with https:// or http://.")))
        return text


def _is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


@dataclass(frozen=True, kw_only=True)
class Prose(_Textual):
    """Several lines. `is_markdown`: rendered, may hold links; `section`: stands in the body of an exchanged file."""

    is_markdown: bool = False
    section: bool = False
    most: int = 2000
    height: int = 3
    """Lines shown in the form."""

    def clean_one(self, raw: Any, where: str, problems: Problems) -> str:
        text = clean_text(_text_of(raw, where, problems)).strip("\n")
        text = text if text.strip() else ""
        self._check_length(text, where, problems)
        if self.is_markdown and len(text) <= self.most:
            check_markdown(text, where, problems)
        return text


_REFUSED = {
    "too-long": _l("This text is too long to be shown."),
    "run": _l("There is a very long run of the same sign here."),
    "long-line": _l("There is a very long line here; please break it."),
    "too-slow": _l("This text takes too long to show; please make its markup simpler."),
    "too-deep": _l("Lists or quotations are nested too deeply here."),
}


def check_markdown(text: str, where: str, problems: Problems) -> None:
    """Append a problem when `text` cannot be rendered."""
    try:
        markdown.check(text)
    except markdown.Refused as refused:
        message = _REFUSED[refused.reason]
        if refused.line is not None:
            message = _l("Line %(line)s: %(message)s", line=refused.line, message=message)
        problems.append(Problem(where, message))


@dataclass(frozen=True)
class Option:
    """One value of a choice."""

    value: str
    label: Label


@dataclass(frozen=True, kw_only=True)
class Choice(Field):
    """One of `options`. With a `default`, a value equal to it is left out of the payload."""

    options: tuple[Option, ...]
    default: str = ""

    @property
    def values(self) -> tuple[str, ...]:
        """The values in order."""
        return tuple(option.value for option in self.options)

    def label_of(self, value: str) -> Label:
        """The label of `value`; the value itself when it is no longer an option."""
        return next((option.label for option in self.options if option.value == value), value)

    def clean(self, raw: Any, where: str, problems: Problems) -> str | None:
        text = _text_of(raw, where, problems).strip()
        if not text:
            if not self.default:
                self._missing(where, problems)
            return None
        if text not in self.values:
            allowed = ", ".join(self.values)
            message = _l("“%(value)s” is not one of: %(allowed)s.", value=text[:60], allowed=allowed)
            problems.append(Problem(where, message))
            return None
        return None if text == self.default else text


@dataclass(frozen=True, kw_only=True)
class Choices(Field):
    """Any number of `options`, kept in the options' order."""

    options: tuple[Option, ...]

    def label_of(self, value: str) -> Label:
        """The label of `value`."""
        return next((option.label for option in self.options if option.value == value), value)

    def clean(self, raw: Any, where: str, problems: Problems) -> list[str] | None:
        wanted = _list_of_texts(raw, where, problems)
        values = [option.value for option in self.options]
        for text in wanted:
            if text not in values:
                message = _l("“%(value)s” is not one of: %(allowed)s.", value=text[:60], allowed=", ".join(values))
                problems.append(Problem(where, message))
        chosen = [value for value in values if value in wanted]
        if not chosen:
            self._missing(where, problems)
        return chosen or None


def _list_of_texts(raw: Any, where: str, problems: Problems) -> list[str]:
    if raw is None:
        return []
    if not isinstance(raw, list) or not all(isinstance(each, str) for each in raw):
        problems.append(Problem(where, _l("A list is expected here.")))
        return []
    return list(dict.fromkeys(each.strip() for each in raw if each.strip()))


@dataclass(frozen=True, kw_only=True)
class Flag(Field):
    """Yes or no."""

    default: bool = False

    def clean(self, raw: Any, where: str, problems: Problems) -> bool | None:
        words = {"yes": True, "true": True, "no": False, "false": False, "": self.default}
        value = raw if isinstance(raw, bool) else words.get(_text_of(raw, where, problems).strip().lower())
        if value is None:
            problems.append(Problem(where, _l("Either yes or no.")))
        return None if value == self.default else value


@dataclass(frozen=True, kw_only=True)
class Whole(Field):
    """A whole number from `least` to `most`."""

    least: int = 0
    most: int = 1_000_000
    default: int | None = None

    def clean(self, raw: Any, where: str, problems: Problems) -> int | None:
        if isinstance(raw, int) and not isinstance(raw, bool):
            raw = str(raw)
        text = _text_of(raw, where, problems).strip()
        if not text:
            if self.default is None:
                self._missing(where, problems)
            return None
        if not (text.isascii() and text.isdigit() and len(text) < 12 and self.least <= int(text) <= self.most):
            message = _l("A whole number from %(least)s to %(most)s.", least=self.least, most=self.most)
            problems.append(Problem(where, message))
            return None
        return None if int(text) == self.default else int(text)


@dataclass(frozen=True, kw_only=True)
class Day(Field):
    """A date, as `YYYY-MM-DD`."""

    def clean(self, raw: Any, where: str, problems: Problems) -> str | None:
        text = _text_of(raw.isoformat() if isinstance(raw, date) else raw, where, problems).strip()
        if not text:
            self._missing(where, problems)
            return None
        try:
            return date.fromisoformat(text).isoformat()
        except ValueError:
            problems.append(Problem(where, _l("A date as YYYY-MM-DD, for example 2026-11-21.")))
            return None


def clean_slug(raw: Any, where: str, problems: Problems) -> str:
    """A slug, or the empty string."""
    text = _text_of(raw, where, problems).strip()
    if text and not is_slug(text):
        message = _l("“%(value)s” is not the short name of an entry.", value=text[:60])
        problems.append(Problem(where, message))
        return ""
    return text


@dataclass(frozen=True, kw_only=True)
class Reference(Field):
    """The slug of one entry of `kind`, or of a department or function (`kind` "department", "function")."""

    kind: str

    def clean(self, raw: Any, where: str, problems: Problems) -> str | None:
        text = clean_slug(raw, where, problems)
        if not text:
            self._missing(where, problems)
        return text or None


@dataclass(frozen=True, kw_only=True)
class References(Field):
    """Slugs of entries of `kind`, in the author's order."""

    kind: str

    def clean(self, raw: Any, where: str, problems: Problems) -> list[str] | None:
        slugs = [clean_slug(text, where, problems) for text in _list_of_texts(raw, where, problems)]
        return [slug for slug in dict.fromkeys(slugs) if slug] or None


@dataclass(frozen=True, kw_only=True)
class Rows(Field):
    """Rows of the same fields. `identity` names the fields that tell which row is which; with `keyed`, each row has a
    stable `key` of its own instead (steps), made from `key_from` when it has none yet."""

    fields: tuple[Field, ...]
    row_label: Label = ""
    """One row's name; the field's label names them all."""
    identity: tuple[str, ...] = ()
    keyed: bool = False
    key_from: str = "title"
    most: int = MOST_ROWS

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
            give_keys(kept, self.key_from)
        self._check_unique(kept, where, problems)
        if not kept:
            self._missing(where, problems)
        return kept or None

    def _clean_row(self, raw: Payload, where: str, problems: Problems) -> dict[str, Any]:
        found: Problems = []
        row = clean_fields(self.fields, raw, found, where)
        if self.keyed:
            key = _text_of(raw.get("key"), f"{where}-key", found).strip()
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


def give_keys(rows: list[dict[str, Any]], key_from: str) -> None:
    """Give each row without a key one made from its words, unique among the rows."""
    taken = {row["key"] for row in rows if "key" in row}
    for index, row in enumerate(rows):
        if "key" in row:
            continue
        words = row.get(key_from, "")
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


Check = Callable[[Payload], Problems]
