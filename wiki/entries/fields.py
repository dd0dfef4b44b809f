"""The fields a kind is made of.

A kind lists its fields once; form, validation, compare, merge, front matter and link extraction follow from the list.
A *payload* is the canonical content of a revision: a dict by field name that holds only what is not empty and not the
default. A *raw* payload has the same shape with unchecked values (strings from a form or a file).

Shapes by field: Line, Prose → text, or {language: text} when `per_language`; Choice, Reference → text;
Choices, References → list of texts; Flag → bool; Whole → int; Number (numbers.py) → text such as `12.5`;
Day → `YYYY-MM-DD`; Rows → list of dicts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l

from wiki.core.errors import Problem
from wiki.core.text import LANGUAGES, clean_line, clean_text
from wiki.entries.cleaning import MISSING, Problems, check_markdown, clean_slug, is_web_address, list_of_texts, text_of

Payload = Mapping[str, Any]
Label = Any
"""A text for the screen: str or a lazy translation."""

EDIT_CONTROLS = ("base_revision", "summary", "minor", "save")
"""What every edit form carries beside the kind's fields."""


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
    group: Label = ""
    """The heading it stands under in a form, with the others of the same group."""

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
        text = clean_line(text_of(raw, where, problems))
        self._check_length(text, where, problems)
        if self.url and text and not is_web_address(text):
            problems.append(Problem(where, _l("A web address begins with https:// or http://.")))
        return text


@dataclass(frozen=True, kw_only=True)
class Prose(_Textual):
    """Several lines. `is_markdown`: rendered, may hold links; `section`: stands in the body of an exchanged file."""

    is_markdown: bool = False
    section: bool = False
    most: int = 2000
    height: int = 3
    """Lines shown in the form."""

    def clean_one(self, raw: Any, where: str, problems: Problems) -> str:
        text = clean_text(text_of(raw, where, problems)).strip("\n")
        text = text if text.strip() else ""
        self._check_length(text, where, problems)
        if self.is_markdown and len(text) <= self.most:
            check_markdown(text, where, problems)
        return text


@dataclass(frozen=True)
class Option:
    """One value of a choice."""

    value: str
    label: Label


@dataclass(frozen=True)
class _Labels:
    """The labels of options as one text, in the language of who reads it."""

    options: tuple[Option, ...]

    def __str__(self) -> str:
        return ", ".join(str(option.label) for option in self.options)


def _no_option(text: str, options: tuple[Option, ...], where: str) -> Problem:
    """That `text` is none of the options: their values for files, their labels for people."""
    values = ", ".join(option.value for option in options)
    message = _l("“%(value)s” is not one of: %(allowed)s.", value=text[:60], allowed=values)
    in_form = _l("“%(value)s” is not one of: %(allowed)s.", value=text[:60], allowed=_Labels(options))
    return Problem(where, message, in_form)


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
        text = text_of(raw, where, problems).strip()
        if not text:
            if not self.default:
                self._missing(where, problems)
            return None
        if text not in self.values:
            problems.append(_no_option(text, self.options, where))
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
        wanted = list_of_texts(raw, where, problems)
        values = [option.value for option in self.options]
        for text in wanted:
            if text not in values:
                problems.append(_no_option(text, self.options, where))
        chosen = [value for value in values if value in wanted]
        if not chosen:
            self._missing(where, problems)
        return chosen or None


@dataclass(frozen=True, kw_only=True)
class Flag(Field):
    """Yes or no."""

    default: bool = False

    def clean(self, raw: Any, where: str, problems: Problems) -> bool | None:
        words = {"yes": True, "true": True, "no": False, "false": False, "": self.default}
        value = raw if isinstance(raw, bool) else words.get(text_of(raw, where, problems).strip().lower())
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
        text = text_of(raw, where, problems).strip()
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
        text = text_of(raw.isoformat() if isinstance(raw, date) else raw, where, problems).strip()
        if not text:
            self._missing(where, problems)
            return None
        try:
            return date.fromisoformat(text).isoformat()
        except ValueError:
            problems.append(Problem(where, _l("A date as YYYY-MM-DD, for example 2026-11-21.")))
            return None


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
        slugs = [clean_slug(text, where, problems) for text in list_of_texts(raw, where, problems)]
        return [slug for slug in dict.fromkeys(slugs) if slug] or None
