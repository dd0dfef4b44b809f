"""Pictures of entries in PDF files: as far as the reader may see them. And what happens when many want files at once."""

from io import BytesIO

import made_kinds as made
import pytest
from conftest import Stock, csrf_of
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from printed import pdf_of, words_of
from sqlalchemy import update
from sqlalchemy.orm import Session

from wiki.core.db import begin_write
from wiki.entries.models import Attachment
from wiki.printing import rendering

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def _with_picture(session: Session, stock: Stock) -> None:
    content = made.guideline(
        "Plan", "Plan", body=made.both("![Lageplan](attachment:plan.png)", "![Map](attachment:plan.png)")
    )
    made.made(session, "guideline", content)
    picture = BytesIO()
    Image.new("RGB", (40, 30), "#c2541b").save(picture, "PNG")
    editor = stock.client("editor")
    data = {
        "file": (BytesIO(picture.getvalue()), "plan.png"),
        "csrf_token": csrf_of(editor.get("/guidelines/plan/files").text),
    }
    assert editor.post("/guidelines/plan/files", data=data, content_type="multipart/form-data").status_code == 303


def _pictures(client: FlaskClient, address: str) -> int:
    return len({image.name for page in pdf_of(client, address).pages for image in page.images})


def test_pictures_of_the_text_are_in_the_file(client: FlaskClient, session: Session, stock: Stock) -> None:
    _with_picture(session, stock)
    assert _pictures(client, "/guidelines/plan/pdf") == 1


def test_a_picture_that_is_not_there_leaves_its_words(client: FlaskClient, session: Session, stock: Stock) -> None:
    _with_picture(session, stock)
    begin_write(session)
    session.execute(update(Attachment).values(name="anderer.png"))
    session.commit()
    reader = pdf_of(client, "/guidelines/plan/pdf")
    assert sum(len(page.images) for page in reader.pages) == 0
    assert "Lageplan" in reader.pages[0].extract_text()


def test_who_comes_while_others_are_served_is_asked_to_wait(
    client: FlaskClient, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    made.made(session, "term", made.term())
    with rendering._places, rendering._places:
        full = client.get("/glossary/kanal/pdf", headers={"Accept-Language": "de"})
    monkeypatch.setattr(rendering, "PATIENCE", 0.01)
    with rendering._one_at_a_time:
        waited = client.get("/glossary/kanal/pdf", headers={"Accept-Language": "de"})
    for answer in (full, waited):
        assert answer.status_code == 503
        assert "gleich noch einmal" in words_of(answer.text)
