"""Rows out of a spreadsheet: cells find their fields by heads in German or English, or by their order."""

from collections.abc import Callable

import pytest
from arranging import make_term
from flask import Flask, render_template
from sqlalchemy.orm import Session

from wiki.access.permissions import SYSTEM
from wiki.core.db import begin_write, wired
from wiki.core.errors import Problem
from wiki.entries.kinds import Kinds
from wiki.entries.pasted import Pasted, read_pasted
from wiki.entries.rows import Rows
from wiki.entries.service import Edit, Intent, create
from wiki.glossary.kind import LABELS
from wiki.processes.fields import STEPS

Read = Callable[..., Pasted]


@pytest.fixture
def read(app: Flask, session: Session) -> Read:
    """Reads pasted steps as an English reader."""

    def reading(text: str, rows: Rows = STEPS, language: str = "en") -> Pasted:
        with app.test_request_context(headers={"Accept-Language": language}):
            return read_pasted(session, SYSTEM, rows, text)

    return reading


def _values(pasted: Pasted) -> list[dict[str, str]]:
    return [row.values for row in pasted.rows]


@pytest.mark.parametrize("language", ["en", "de"])
def test_heads_in_either_language_name_the_columns_in_any_order(read: Read, language: str) -> None:
    german = read("Schritt\tBahn\tStep\nAnrufen\tKundenaktivitäten\tCall", language=language)
    assert _values(german) == [{"title": "Anrufen", "lane": "customer", "title_en": "Call"}]
    english = read("Lane\tStep, English\tWait (de)\nfrontstage\tAnswer\tlange\n", language=language)
    assert _values(english) == [{"lane": "frontstage", "title_en": "Answer", "wait": "lange"}]
    assert german.wrong == english.wrong == 0


def test_without_heads_the_order_of_the_form_holds_in_the_readers_language(read: Read) -> None:
    assert _values(read("backstage\tCheck\n\nCustomer activities\tWait")) == [
        {"lane": "backstage", "title_en": "Check"},
        {"lane": "customer", "title_en": "Wait"},
    ]


def test_cells_of_several_lines_and_quotes_are_read_as_spreadsheets_write_them(read: Read) -> None:
    pasted = read('Lane\tStep\tWhat happens\r\ncustomer\tCall\t"dials\n""the"" number"\r\n')
    assert _values(pasted)[0]["happens_en"] == 'dials\n"the" number'
    assert _values(read('customer\tA "quoted" word'))[0]["title_en"] == 'A "quoted" word'


def test_what_is_wrong_is_told_row_by_row_and_unknown_heads_are_named(read: Read) -> None:
    pasted = read("Lane\tStep\tDeadline of the promise in hours\tColour\ncustomer\tCall\t24\tred\nsofa\t\tsoon\tblue")
    assert pasted.ignored == ("Colour",)
    assert [bool(row.problems) for row in pasted.rows] == [False, True]
    assert [problem.split(":")[0] for problem in pasted.rows[1].problems] == [
        "Lane", "Step", "Deadline of the promise in hours",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "told"),
    [("en", "Lane: “sofa” is not one of: Customer activities, Frontstage,"),
     ("de", "Bahn: „sofa“ ist keines von: Kundenaktivitäten, Frontstage,")],
)  # fmt: skip
def test_people_are_told_the_options_by_their_labels_and_files_by_their_values(
    app: Flask, read: Read, language: str, told: str
) -> None:
    assert read("Lane\tStep\nsofa\tSit", language=language).rows[0].problems[0].startswith(told)
    problems: list[Problem] = []
    with app.test_request_context():
        STEPS.fields[0].clean("sofa", "steps-0-lane", problems)
        assert "customer, frontstage" in str(problems[0].message)


def test_titles_become_short_names_and_what_nobody_knows_is_told(app: Flask, session: Session, read: Read) -> None:
    with app.app_context():
        begin_write(session)
        kind = wired(session, Kinds).get("touchpoint")
        content = {"title": {"de": "Hotline", "en": "Phone line"}, "channel": "phone"}
        create(session, SYSTEM, kind, Edit(content, intent=Intent.RELEASE), "telefon")
        session.commit()
    pasted = read("Lane\tStep\tTouchpoint\ncustomer\tCall\tphone line\ncustomer\tCall\tPigeon post")
    assert [row["touchpoint"] for row in _values(pasted)] == ["telefon", "pigeon-post"]
    assert [row.problems for row in pasted.rows] == [(), ("Touchpoint: there is no “pigeon-post” yet.",)]


def test_labels_are_rows_like_any_other(session: Session, read: Read) -> None:
    make_term(session)
    pasted = read("Sprache\tBenennung\tStatus\nDeutsch\tWeg\tbevorzugt\nEnglisch\tway\tdeprecated", LABELS)
    assert _values(pasted) == [
        {"language": "de", "text": "Weg", "status": "preferred"},
        {"language": "en", "text": "way", "status": "deprecated"},
    ]


@pytest.mark.parametrize("text", ["", "\n\n\t\t\n", '"', "\x00", "\t" * 500, '"' * 2001 + "\t"])
def test_nothing_and_nonsense_are_no_rows_or_rows_to_mend(read: Read, text: str) -> None:
    assert all(row.problems for row in read(text).rows)


def test_more_rows_than_a_form_holds_are_cut_and_that_is_told(app: Flask, read: Read) -> None:
    pasted, whole = read("customer\tCall\n" * 500), read("customer\tCall\n" * STEPS.most)
    assert (len(pasted.rows), pasted.is_cut) == (STEPS.most, True)
    assert not whole.is_cut
    with app.test_request_context(headers={"Accept-Language": "en"}):
        assert f"At most {STEPS.most} rows." in render_template("entries/pasted.html", pasted=pasted)
        assert "At most" not in render_template("entries/pasted.html", pasted=whole)
