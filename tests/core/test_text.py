"""How texts are compared, sorted and addressed."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiki.core.text import (
    clean_line,
    clean_text,
    fold,
    initial,
    is_slug,
    shorten,
    slugify,
    sort_key_names,
    sort_key_words,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kündigung", "kuendigung"),
        ("GRÖSSE", "größe"),
        ("Customer-Experience", "customer experience"),
        ("Café", "cafe"),
        ("Äußere  Schleife", "aeussere schleife"),
    ],
)
def test_spelling_variants_fold_to_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_different_words_stay_different() -> None:
    assert fold("Kunde") != fold("Kunden")


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Äußere Feedbackschleife", "aeussere-feedbackschleife"),
        ("  Net Promoter Score (NPS) ", "net-promoter-score-nps"),
        ("§§§", ""),
        ("Straße – Größe", "strasse-groesse"),
    ],
)
def test_slug_of_a_title(title: str, slug: str) -> None:
    assert slugify(title) == slug


@given(st.text())
def test_a_slug_is_an_address_part_or_empty_and_stays_itself(text: str) -> None:
    slug = slugify(text)
    assert slug == "" or is_slug(slug)
    assert slugify(slug) == slug


@given(st.text())
def test_cleaning_is_final_and_leaves_no_carriage_returns(text: str) -> None:
    cleaned = clean_text(text)
    assert clean_text(cleaned) == cleaned
    assert "\r" not in cleaned
    assert "\x00" not in cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert "\n" not in clean_line(text)


def test_words_sort_by_din_5007_variant_1_and_names_by_variant_2() -> None:
    words = ["Zeit", "Änderung", "Ampel", "Andere", "Straße", "Strasse"]
    assert sorted(words, key=sort_key_words) == ["Ampel", "Andere", "Änderung", "Strasse", "Straße", "Zeit"]
    names = ["Muller", "Müller", "Mufti", "Mueller"]
    assert sorted(names, key=sort_key_names) == ["Mueller", "Müller", "Mufti", "Muller"]


def test_the_letter_of_an_a_to_z_list() -> None:
    assert [initial(word) for word in ("Äußere", "ökonomie", "ß", "3 Tage", "")] == ["A", "O", "S", "#", "#"]


def test_shortening_keeps_whole_words() -> None:
    assert shorten("Eine Kundin ruft an", 12) == "Eine Kundin…"
    assert shorten("kurz", 12) == "kurz"
