"""What lists show of entries: words marked with their language, a number as dots, some of several as a strip."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from markupsafe import Markup

from wiki.core.text import LANGUAGES


@dataclass(frozen=True)
class Words:
    """Words side by side: (text, language); the language is empty where it is the page's own."""

    parts: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        """As a spreadsheet takes them."""
        return ", ".join(text for text, _language in self.parts)

    def __html__(self) -> str:
        """As a page shows them."""
        return Markup(" · ").join(
            Markup('<span lang="{}">{}</span>').format(language, text) if language else Markup("{}").format(text)
            for text, language in self.parts
        )


def words(pairs: Iterable[tuple[str, str]], reader: str) -> Words:
    """The (text, language) pairs for a reader of the language `reader`."""
    return Words(tuple((text, "" if language == reader else language) for text, language in pairs))


def in_language(texts: dict[str, str], reader: str, otherwise: str = "") -> Words:
    """The text in the reader's language, else in another one, else `otherwise`."""
    order = (reader, *(each for each in LANGUAGES if each != reader))
    found = next(((texts[each], each) for each in order if texts.get(each)), (otherwise, reader))
    return words([found], reader)


def title_of(entry: Any, reader: str) -> Words:
    """The title of an entry or a revision; the address of an entry that was never released."""
    return in_language({"de": entry.title_de, "en": entry.title_en}, reader, getattr(entry, "slug", ""))


def summary_of(entry: Any, reader: str) -> Words:
    """The entry in short."""
    return in_language({"de": entry.summary_de, "en": entry.summary_en}, reader)


@dataclass(frozen=True)
class Dots:
    """A number from 1 to `most` as dots."""

    number: int
    most: int = 5

    def __str__(self) -> str:
        """As a spreadsheet takes it."""
        return str(self.number)

    def __html__(self) -> str:
        """As a page shows it."""
        dots = Markup("").join(Markup('<i class="on"></i>' if n < self.number else "<i></i>") for n in range(self.most))  # noqa: S704
        label = _("%(value)s of %(max)s", value=self.number, max=self.most)
        return Markup('<span class="dots" role="img" aria-label="{}">{}</span>').format(label, dots)


@dataclass(frozen=True)
class Strip:
    """Those of several in a fixed order that an entry belongs to: (name, whether it does)."""

    parts: tuple[tuple[str, bool], ...]

    def __str__(self) -> str:
        """As a spreadsheet takes it."""
        return ", ".join(name for name, belongs in self.parts if belongs)

    def __html__(self) -> str:
        """As a page shows it: where on the way, and the names."""
        if not str(self):
            return Markup("")
        cells = Markup("").join(Markup('<i class="on"></i>' if on else "<i></i>") for _name, on in self.parts)  # noqa: S704
        shown = '<span class="strip" title="{0}"><span aria-hidden="true">{1}</span><span>{0}</span></span>'
        return Markup(shown).format(str(self), cells)  # noqa: S704 - constants
