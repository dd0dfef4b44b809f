"""What tests of documents begin with."""

import re
from datetime import date
from html import unescape
from io import BytesIO

import made_kinds as made
from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.core.db import begin_write
from wiki.entries.models import Entry
from wiki.people.models import Department, Function, FunctionHolder, Person

GERMAN = {"Accept-Language": "de"}


def words_of(html: str) -> str:
    """The text of a page on one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def pdf_of(client: FlaskClient, address: str, language: str = "de") -> PdfReader:
    """The PDF at an address."""
    answer = client.get(address, headers={"Accept-Language": language})
    assert answer.status_code == 200, answer.text
    assert answer.mimetype == "application/pdf"
    return PdfReader(BytesIO(answer.data))


def text_of(reader: PdfReader) -> str:
    """The text of all its pages on one line."""
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def outline_of(reader: PdfReader) -> list[str]:
    """The titles of its outline, whatever their level."""
    found: list[str] = []

    def walk(items: list[object]) -> None:
        for each in items:
            if isinstance(each, list):
                walk(each)
            else:
                found.append(str(each.title))  # type: ignore[attr-defined]

    walk(reader.outline)
    return found


def complaint(session: Session, **parts: object) -> Entry:
    """A released process of nine steps in every lane, with a break point, a promise and a source."""
    lanes = ("customer", "frontstage", "backstage", "partner", "support")
    steps = [
        made.step(f"schritt-{number}", lane=lanes[number % 5], title=made.both(f"Schritt {number}", f"Step {number}"))
        for number in range(1, 10)
    ]
    steps[1] |= {"break_point": made.both("Niemand hebt ab", "Nobody answers"), "break_severity": "critical"}
    steps[2] |= {
        "promise": made.both("Rückruf", "We call back"),
        "promise_hours": 24,
        "actor": made.both("Hotline", "Helpline"),
    }
    content = made.process(
        number="P-7", steps=steps, sources=[{"text": "Handbuch", "url": "https://example.org/handbuch"}]
    )
    return made.made(session, "process", content | parts)


def department_led_by(session: Session, person_id: int) -> None:
    """The department `service`, led by this person, who holds the function Serviceleitung."""
    begin_write(session)
    department = Department(slug="service", name_de="Kundenservice", name_en="Service", sort_key="k", head_id=person_id)
    function = Function(slug="leitung", name_de="Serviceleitung", name_en="Head of service", sort_key="s")
    session.add_all([department, function])
    session.flush()
    person = session.scalar(select(Person).where(Person.id == person_id))
    assert person is not None
    session.flush()
    session.add(FunctionHolder(function_id=function.id, person_id=person.id, since=date(2026, 1, 1)))
    session.commit()
