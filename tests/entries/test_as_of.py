"""An entry as it stood on a day of the past."""

from datetime import UTC, datetime

import pytest
from arranging import change, make_term, term_content
from conftest import Stock
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from wiki.access.permissions import SYSTEM
from wiki.core import clock
from wiki.core.db import begin_write
from wiki.entries import lifecycle
from wiki.entries.models import Entry
from wiki.entries.service import Intent

PAGE = "/glossary/kanal"


@pytest.fixture
def term(session: Session) -> Entry:
    """First released on 1 March, changed on 1 May, half an hour before midnight in Berlin; archived on 1 July."""
    with clock.frozen(datetime(2026, 3, 1, 9, tzinfo=UTC)):
        entry = make_term(session, definition="alt")
    with clock.frozen(datetime(2026, 5, 1, 21, 30, tzinfo=UTC)):
        change(session, entry, term_content(definition="neuer"), 1, intent=Intent.RELEASE)
    with clock.frozen(datetime(2026, 7, 1, 9, tzinfo=UTC)):
        begin_write(session)
        lifecycle.archive(session, SYSTEM, entry)
        session.commit()
    return entry


@pytest.fixture
def reader(stock: Stock, term: Entry) -> FlaskClient:
    """An employee's browser."""
    assert term.id
    return stock.client("employee")


@pytest.mark.parametrize(
    ("day", "definition"),
    [("2026-03-01", "alt"), ("2026-04-30", "alt"), ("2026-05-01", "neuer"), ("2026-06-01", "neuer")],
)
def test_a_day_shows_what_readers_saw_when_it_ended_in_the_companys_zone(
    reader: FlaskClient, day: str, definition: str
) -> None:
    page = reader.get(f"{PAGE}?as_of={day}", headers={"Accept-Language": "de"}).text
    assert f"<p>{definition}</p>" in page
    assert "So stand es am" in page


def test_a_version_of_the_past_leads_to_what_changed_since(reader: FlaskClient) -> None:
    assert f"{PAGE}/compare/1..2" in reader.get(f"{PAGE}?as_of=2026-04-01").text
    assert f"{PAGE}/compare/2..2" not in reader.get(f"{PAGE}?as_of=2026-06-01").text


def test_it_says_whether_the_entry_was_archived_on_that_day(reader: FlaskClient) -> None:
    german = {"Accept-Language": "de"}
    assert "war der Eintrag archiviert" in reader.get(f"{PAGE}?as_of=2026-07-02", headers=german).text
    assert "war der Eintrag archiviert" not in reader.get(f"{PAGE}?as_of=2026-06-30", headers=german).text


@pytest.mark.parametrize(
    ("day", "status"), [("2026-02-28", 404), ("gestern", 422), ("9999-12-31", 422), ("0001-01-01", 422), ("", 422)]
)
def test_a_day_without_anything_to_show_says_why_and_can_be_corrected(
    reader: FlaskClient, day: str, status: int
) -> None:
    answer = reader.get(f"{PAGE}?as_of={day}")
    assert answer.status_code == status
    assert f'value="{day}"' in answer.text


def test_strangers_are_asked_to_sign_in(reader: FlaskClient) -> None:
    answer = reader.application.test_client().get(f"{PAGE}?as_of=2026-04-01")
    assert answer.status_code in (302, 303, 401)
    assert "<p>alt</p>" not in answer.text


def test_the_page_of_today_is_not_mistaken_for_a_day_of_the_past(reader: FlaskClient) -> None:
    assert "<p>alt</p>" in reader.get(f"{PAGE}?as_of=2026-04-01").text
    assert "<p>neuer</p>" in reader.get(PAGE).text
