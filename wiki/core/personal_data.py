"""Spots what looks like customer data in free text: e-mail addresses, telephone numbers, bank accounts.

It only asks; the author decides. So a false alarm costs a tick, and what has the shape of a date, an amount or a
version is left alone.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

EMAIL, TELEPHONE, IBAN = "email", "telephone", "iban"

_EMAIL = re.compile(r"[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24}")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:[ \u00a0-]?[A-Z0-9]){11,40}\b", re.IGNORECASE)
_WEB = re.compile(r"\bhttps?://[^\s<>()\[\]]+", re.IGNORECASE)
_TELEPHONE = re.compile(r"(?<![\w.,/+-])(?:\+|00|\(0|0)[\d \u00a0()/.–-]{5,24}\d(?![\w])")
_DATE = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}(?:-\d{2})?")
_IBAN_LENGTHS = range(15, 35)
_TELEPHONE_DIGITS = range(7, 16)


@dataclass(frozen=True)
class Match:
    """A passage that looks like customer data. `kind`: email, telephone or iban."""

    kind: str
    text: str


def find(text: str) -> list[Match]:
    """Everything in `text` that looks like customer data, e-mail addresses first."""
    without_web = _WEB.sub(" ", text)
    found = [Match(EMAIL, each) for each in _EMAIL.findall(text)]
    accounts = [Match(IBAN, account) for each in _IBAN.findall(without_web) if (account := _account_in(each))]
    for match in accounts:
        without_web = without_web.replace(match.text, " ")
    numbers = [Match(TELEPHONE, each.strip()) for each in _TELEPHONE.findall(without_web) if _is_telephone(each)]
    return [*found, *accounts, *numbers]


def find_in(texts: Iterable[str]) -> list[Match]:
    """The same over several texts, each passage once."""
    return list(dict.fromkeys(match for text in texts for match in find(text)))


def _account_in(text: str) -> str:
    """The account number that `text` begins with: words after it may look like further groups of four."""
    groups = re.split(r"([ \u00a0-])", text)
    for end in range(len(groups), 0, -2):
        account = "".join(groups[:end])
        if _is_iban(account):
            return account
    return ""


def _is_iban(text: str) -> bool:
    """Length and check digits (ISO 13616: the number moved round is 1 modulo 97)."""
    packed = re.sub(r"[^A-Z0-9]", "", text.upper())
    if len(packed) not in _IBAN_LENGTHS:
        return False
    turned = packed[4:] + packed[:4]
    return int("".join(str(int(sign, 36)) for sign in turned)) % 97 == 1


def _is_telephone(text: str) -> bool:
    digits = sum(sign.isdigit() for sign in text)
    return digits in _TELEPHONE_DIGITS and _DATE.fullmatch(text.strip()) is None
