"""The starter library keeps its form, and what breaks it is told by file and line."""

from pathlib import Path

import pytest

from tools.library_lint.__main__ import CONTENT, lint

TERM = """\
---
kind: term
labels:
  - language: de
    text: Rückruf
    status: preferred
  - language: en
    text: call-back
    status: preferred
field_of_action: steer
related:
  - anruf
confused_with:
  - entry: anruf
    difference:
      de: Ein Rückruf antwortet auf einen Anruf.
      en: A call-back answers a call.
sources:
  - text: Eigene Festlegung
---
<!-- definition de -->
Gespräch, das auf einen Anruf folgt

<!-- definition en -->
conversation that follows a call

<!-- example de -->
„Ich melde mich um drei.“ Um drei klingelt es.

<!-- example en -->
“I'll call at three.” At three it rings.
"""

PROCESS = """\
---
kind: process
title:
  de: Zurückrufen
  en: Calling back
steps:
  - key: anrufen
    lane: customer
    title:
      de: Anrufen
      en: Call
    break_point:
      de: Niemand hebt ab.
      en: Nobody answers.
---
"""


def _lint(folder: Path, **files: str) -> list[str]:
    for name, text in files.items():
        path = folder / name.replace("__", "/")
        path.parent.mkdir(exist_ok=True)
        path.with_suffix(".md").write_text(text, "utf-8")
    return [str(each) for each in lint(folder)]


def test_the_starter_library_has_the_form_it_should_have() -> None:
    assert [str(each) for each in lint(CONTENT)] == []


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("Gespräch, das", "Das Gespräch, das", 22, "Leave the article"),
        ("Gespräch, das auf einen Anruf folgt", "Wenn jemand zurückruft", 22, "Say what it is"),
        ("conversation that", "call-back that", 25, "uses the term it explains"),
        ("follows a call\n", "follows a call.\n", 25, "a phrase, not a sentence"),
        ("Gespräch, das", "Es ist das, was", 22, "begins like a sentence"),
        (
            "<!-- example en -->\n“I'll call at three.” At three it rings.\n",
            "",
            28,
            "example: not in this language (en)",
        ),
        ("      en: A call-back answers a call.\n", "", 16, "difference: not in this language (en)"),
        ("answers a call.\n", "answers a call\n", 17, "no full sentence (en)"),
        ("  - anruf\n", "  - rueckruf\n", 11, "names itself"),
        ("  - anruf\n", "  - nirgends\n", 11, "there is no term “nirgends”"),
        ("sources:\n  - text: Eigene Festlegung\n", "", 1, "no source"),
        ("um drei.“", 'um drei."', 28, "a straight quotation mark"),
        ("„Ich", "“Ich", 28, "an English quotation mark"),
        ("Um drei klingelt", "Um drei  klingelt", 28, "two spaces"),
        ("Um drei klingelt", "Nach 20 % der Zeit klingelt", 28, "a breaking space between number and unit"),
        ("Um drei klingelt", "Nach § 7 klingelt", 28, "a breaking space before the number"),
        ("Um drei klingelt", "Draussen auf der Strasse klingelt", 28, "ß or an umlaut written out"),
        ("Um drei klingelt", "TODO klingelt", 28, "something left to do"),
        ("Um drei klingelt", "Unter 030 1234567 klingelt", 28, "looks like personal data"),
        ("At three it", "At 20 % it", 31, "a space before %"),
        ("At three it", "At three - late - it", 31, "a hyphen instead of a dash"),
    ],
)
def test_a_fault_in_a_term_is_told_by_file_and_line(
    tmp_path: Path, old: str, new: str, line: int, message: str
) -> None:
    before = _lint(tmp_path, glossary__rueckruf=TERM)
    after = _lint(tmp_path, glossary__rueckruf=TERM.replace(old, new))
    told = [each for each in after if each not in before]
    place = f"{tmp_path.name}/glossary/rueckruf.md:{line}: "
    assert any(each.startswith(place) and message in each for each in told), told


def test_a_text_that_is_too_long_is_counted(tmp_path: Path) -> None:
    long = TERM.replace("follows a call\n", "follows a call " + "and another " * 20 + "\n")
    assert any("has 45 words, at most 32 (en)" in each for each in _lint(tmp_path, glossary__rueckruf=long))


def test_entries_lead_to_each_other(tmp_path: Path) -> None:
    other = TERM.replace("Rückruf", "Anruf").replace("call-back", "call").replace("  - anruf\n", "  - brief\n")
    told = _lint(tmp_path, glossary__rueckruf=TERM, glossary__anruf=other.replace("- entry: anruf", "- entry: brief"))
    orphans = [each for each in told if "an orphan" in each]
    assert orphans == [f"{tmp_path.name}/glossary/rueckruf.md:1: an orphan: no other entry leads here"]


def test_a_process_is_whole(tmp_path: Path) -> None:
    told = _lint(tmp_path, processes__zurueckrufen=PROCESS)
    for message in (
        ":6: 1 steps; 6 to 15 are wanted",
        ":6: no step is at a touchpoint",
        ":7: the step does not say what happens",
        ":13: the break point has no severity",
        ":1: trigger is missing",
    ):
        assert any(message in each for each in told), (message, told)


def test_a_file_that_cannot_be_read_is_a_finding_too(tmp_path: Path) -> None:
    assert any("rueckruf.md:2:" in each for each in _lint(tmp_path, glossary__rueckruf="---\nkind: turm\n---\n"))
