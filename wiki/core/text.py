"""Text as the wiki stores, compares, sorts and addresses it."""

import re
import unicodedata

LANGUAGES = ("de", "en")

_DIGRAPHS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "oe", "å": "aa"})
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029\ufffe\uffff\ud800-\udfff]")
_NOT_WORD = re.compile(r"[^0-9a-z]+")
_SPACING = re.compile(r"[\s\-‐‑–—/_·]+")
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
SLUG_LENGTH = 100


def clean_text(value: str) -> str:
    """`value` as stored: NFC, LF line ends, without control characters (text areas send CRLF)."""
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _CONTROL.sub("", value))


def clean_line(value: str) -> str:
    """`value` as a single line: white space runs become one space, none at the ends."""
    return " ".join(clean_text(value).split())


def whole_number(value: str) -> int:
    """The number that `value` says in ASCII digits, 0 for anything else or for more than any key holds."""
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else 0


def _without_marks(value: str) -> str:
    if value.isascii():
        return value
    decomposed = unicodedata.normalize("NFKD", value)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def fold(value: str) -> str:
    """`value` for comparing: case, accents, ü/ue, ß/ss, spaces and hyphens make no difference."""
    lowered = unicodedata.normalize("NFC", value).casefold().translate(_DIGRAPHS)
    return _SPACING.sub(" ", _without_marks(lowered)).strip()


def sort_key_words(value: str) -> str:
    """DIN 5007 variant 1 (dictionaries): ä sorts as a, ß as ss; the text itself breaks ties."""
    base = _without_marks(value.casefold().replace("ß", "ss"))
    return f"{_SPACING.sub(' ', base).strip()}\x01{value}"[:400]


def sort_key_names(value: str) -> str:
    """DIN 5007 variant 2 (lists of names): ä sorts as ae."""
    base = _without_marks(value.casefold().translate(_DIGRAPHS))
    return f"{_SPACING.sub(' ', base).strip()}\x01{value}"[:400]


def initial(value: str) -> str:
    """The letter under which `value` stands in an A-Z list, `#` for anything else."""
    first = _without_marks(value.casefold().replace("ß", "ss"))[:1].upper()
    return first if "A" <= first <= "Z" else "#"


def slugify(value: str) -> str:
    """The address part for `value`, or the empty string when no letter or digit is left."""
    folded = _NOT_WORD.sub("-", fold(value)).strip("-")
    return folded[:SLUG_LENGTH].strip("-")


def is_slug(value: str) -> bool:
    """Whether `value` can be an address part."""
    return len(value) <= SLUG_LENGTH and SLUG.fullmatch(value) is not None


def shorten(value: str, length: int) -> str:
    """`value` cut at a word boundary to at most `length` characters, with an ellipsis."""
    if len(value) <= length:
        return value
    cut = value[: length - 1]
    if not value[length - 1].isspace():
        cut = cut.rsplit(" ", 1)[0] or cut
    return cut.rstrip(" ,;:.") + "…"
