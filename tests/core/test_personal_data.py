import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiki.core.personal_data import EMAIL, IBAN, TELEPHONE, find, find_in


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("Frag erika.muster@kunde.example.de dazu.", EMAIL, "erika.muster@kunde.example.de"),
        ("Post: jörg+x@müller.de", EMAIL, "jörg+x@müller.de"),
        ("Ruf +49 89 1234567 an", TELEPHONE, "+49 89 1234567"),
        ("Tel. 089/123 45 67", TELEPHONE, "089/123 45 67"),
        ("mobil 0171-2345678.", TELEPHONE, "0171-2345678"),
        ("Durchwahl (089) 12345-67", TELEPHONE, "(089) 12345-67"),
        ("Konto DE89 3704 0044 0532 0130 00, bitte", IBAN, "DE89 3704 0044 0532 0130 00"),
        ("IBAN DE89 3704 0044 0532 0130 00 ist es", IBAN, "DE89 3704 0044 0532 0130 00"),
        ("AT611904300234573201", IBAN, "AT611904300234573201"),
    ],
)
def test_customer_data_is_found(text: str, kind: str, found: str) -> None:
    assert [(match.kind, match.text) for match in find(text)] == [(kind, found)]


@pytest.mark.parametrize(
    "text",
    [
        "Am 01.02.2026 um 09:30 Uhr",
        "seit 2026-11-21",
        "Version 0.12.3 und 1.000.000 Kunden",
        "DIN EN ISO 9241-210:2020",
        "DE89370400440532013001 hat falsche Prüfziffern",
        "https://example.org/0891234567/seite",
        "NPS von -100 bis +100, 0,5 Punkte",
        "Bestellnummer 4711-0815-2026",
        "[[kontaktpunkt]] @ Messe",
        "00:15 bis 00:45",
    ],
)
def test_harmless_text_is_left_alone(text: str) -> None:
    assert find(text) == []


def test_several_texts_tell_each_passage_once() -> None:
    assert len(find_in(["a@b.de", "a@b.de und c@d.de"])) == 2


@given(st.text(max_size=400))
def test_any_text_is_taken(text: str) -> None:
    find(text)


def test_long_texts_are_read_in_no_time() -> None:
    for hostile in ("a" * 60_000, "0" * 60_000, "a@" * 30_000, "DE12 " * 12_000, "0 " * 30_000, "+.-@" * 15_000):
        find(hostile)


def test_long_words_that_begin_like_an_account_cost_no_time() -> None:
    started = time.process_time()
    assert find(("aa11" + "a" * 33 + " ") * 1500) == []
    assert time.process_time() - started < 1
