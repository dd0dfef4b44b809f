"""DIN 2330: advice on definitions."""

import pytest
from made_kinds import label, term

from wiki.glossary.kind import KIND


def _advice(text: str, *labels: dict[str, str], language: str = "de") -> list[str]:
    content = {**term(), "labels": list(labels) or [label("Kanal", language)], "definition": {language: text}}
    assert KIND.check(content) == []
    return [str(problem.message) for problem in KIND.hints(content)]


@pytest.mark.parametrize(
    ("text", "language", "begins"),
    [
        ("Das Mittel, mit dem jemand spricht", "de", "Leave the article"),
        ("eine Art Weg", "de", "Leave the article"),
        ("the way to the customer", "en", "Leave the article"),
        ("an opening", "en", "Leave the article"),
        ("Kundenverlust ist, wenn jemand geht", "de", "Say what it is"),
        ("Wenn jemand geht", "de", "Say what it is"),
        ("loss is when somebody leaves", "en", "Say what it is"),
        ("Weg, den ein Kanal nimmt", "de", "The definition uses"),
        ("Summe aller Kanäle", "de", ""),
        ("Gruppe von Kanals", "de", "The definition uses"),
        ("Weg zum Kunden.", "de", "A definition is a phrase"),
        ("Weg über Telefon, Brief usw.", "de", ""),
        ("Weg zum Kunden", "de", ""),
        ("Dasein des Kunden", "de", ""),
        ("Einer für alle", "de", "Leave the article"),
        ("answer to customers", "en", ""),
        (" ".join(["Wort"] * 41), "de", "41 words"),
        (" ".join(["Wort"] * 40), "de", ""),
    ],
)
def test_advice_on_a_definition(text: str, language: str, begins: str) -> None:
    found = _advice(text, language=language)
    assert [each.startswith(begins) for each in found] == ([True] if begins else [])


def test_the_head_of_a_compound_may_explain_it() -> None:
    labels = label("Beschwerdequote"), label("Quote", status="admitted")
    assert _advice("Quote der Fälle mit Beschwerde", *labels) == []
    assert _advice("Quote, die Beschwerdequote heißt", *labels)[0].endswith("(“Beschwerdequote”).")


def test_deprecated_and_hidden_labels_do_not_count_as_circular() -> None:
    assert _advice("Weg zum Kunden", label("Kanal"), label("Weg", status="deprecated")) == []


def test_a_language_with_a_label_wants_a_definition() -> None:
    content = {**term(), "definition": {"de": "Weg zum Kunden"}}
    assert [problem.where for problem in KIND.hints(content)] == ["definition_en"]
    assert [problem.where for problem in KIND.hints({**content, "definition": {"en": "way"}})] == ["definition"]


def test_markup_does_not_hide_what_is_written() -> None:
    assert len(_advice("**Der** [[kunde|Weg]]")) == 1
