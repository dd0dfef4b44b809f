"""Numbers with decimals as a field: typed with comma or point, kept exactly, shown as the reader writes numbers.

The canonical value is a text without needless zeros, `12.5`: it comes back byte for byte from a file, and no computer
rounds it on the way.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flask_babel import format_decimal
from flask_babel import lazy_gettext as _l

from wiki.core.errors import Problem
from wiki.entries.cleaning import Problems, text_of
from wiki.entries.fields import Field
from wiki.web.i18n import reader_language

_SHAPE = re.compile(r"-?[0-9]{1,9}(?:[.,][0-9]{1,4})?", re.ASCII)


def read_number(text: str) -> Decimal | None:
    """The number a person typed: `12,5`, `12.5`, `−3`; None for anything else. Thousands are not set off, because
    1.234 means one thing in German and another in English."""
    text = text.strip().replace("\N{MINUS SIGN}", "-")
    return Decimal(text.replace(",", ".")) if _SHAPE.fullmatch(text) else None


def canonical(number: Decimal) -> str:
    """The one way a number is kept: `12.5`, `100`, `0`."""
    return format(number.normalize() + 0, "f") if number else "0"


def typed(text: str) -> str:
    """A canonical number as it is typed in the reader's language."""
    return text.replace(".", ",") if reader_language() == "de" else text


def shown_number(value: float | Decimal) -> str:
    """A number as it is read in the reader's language, with at most four decimals."""
    return str(format_decimal(value, format="#,##0.####"))


@dataclass(frozen=True, kw_only=True)
class Number(Field):
    """A number from `least` to `most` with up to four decimals."""

    least: int = -999_999_999
    most: int = 999_999_999

    def clean(self, raw: Any, where: str, problems: Problems) -> str | None:
        if isinstance(raw, int | float) and not isinstance(raw, bool):
            raw = repr(raw)
        text = text_of(raw, where, problems).strip()
        if not text:
            self._missing(where, problems)
            return None
        number = read_number(text)
        if number is None:
            problems.append(Problem(where, _l("A number such as 12,5 or 12.5, without a thousands separator.")))
            return None
        if not self.least <= number <= self.most:
            message = _l("A number from %(least)s to %(most)s.", least=self.least, most=self.most)
            problems.append(Problem(where, message))
            return None
        return canonical(number)
