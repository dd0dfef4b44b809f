"""Answers to the questions of a path: for the learner alone, wrong ones come back, gone when the path is over."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from conftest import csrf_of
from helpers import SQLITE
from sqlalchemy import select

from wiki.core import clock
from wiki.core.audit import AuditRow
from wiki.core.outbox import Event
from wiki.learning import enrolling, forgetting
from wiki.learning.models import Answer, Enrolment
from wiki.people import own_data
from wiki.people.models import Person
from wiki.people.rights import actor_of

TERMS = {
    "Praise": "statement of a customer who is pleased",
    "Idea": "proposal how something could be better",
    "Complaint": "statement of a customer who is not satisfied",
    "Enquiry": "question of somebody who may become a customer",
}
OWN = {
    "sort": "question", "text": {"en": "Somebody shouts at you.\n\nWhat comes first?"}, "entry": "term:complaint",
    "right": {"en": "Listen"}, "wrong": {"en": "Explain\nHang up"}, "why": {"en": "Nobody explains to the deaf."},
}  # fmt: skip


@pytest.fixture
def path(company):
    """Two terms to read, a question of the author's own, two questions about what was read; Emma and Ben follow it."""
    for name, definition in TERMS.items():
        labels = [{"language": "en", "text": name, "status": "preferred"}]
        company.entry("term", name, labels=labels, definition={"en": definition}, field_of_action="capture")
    stations = [
        {"key": "one", "entry": "term:complaint"}, {"key": "two", "entry": "term:praise"}, {"key": "own", **OWN},
        {"key": "check", "sort": "check", "questions": 2},
    ]  # fmt: skip
    company.ids["path"] = company.entry("learning_path", "First days", stations=stations)
    for name in ("Emma", "Ben"):
        company.person(name)
        company.ids[f"{name} on it"] = company.writing(lambda session, name=name: _begin(session, company, name))
    return company


def _begin(session, company, name):
    actor = actor_of(session, session.get_one(Person, company.ids[name]))
    return enrolling.begin(session, actor, company.ids["path"]).id


def _answers(company):
    company.session.rollback()
    return list(company.session.scalars(select(Answer).order_by(Answer.id)))


class Learner:
    """Somebody at a station, without script."""

    def __init__(self, stock, company, name):
        self.client = stock.sign_in(f"{name.lower()}@example.org")
        self.client.set_cookie("cxwiki_language", "en")
        self.base = f"/learning/{company.ids[f'{name} on it']}/stations"

    def page(self, key):
        return self.client.get(f"{self.base}/{key}").text

    def answer(self, key, text, page=None):
        page = page or self.page(key)
        options = {words: value for value, words in re.findall(
            r'name="chosen" value="(\w+)"[^>]*><span>([^<]+)</span>', page
        )}  # fmt: skip
        data = {"question": re.search(r'name="question" value="([^"]+)"', page)[1], "csrf_token": csrf_of(page)}
        return self.client.post(
            f"{self.base}/{key}/answer", data=data | ({"chosen": options[text]} if text else {}), follow_redirects=True
        )


@SQLITE
def test_an_answer_is_explained_and_comes_back_until_it_is_right(path, stock):
    emma = Learner(stock, path, "Emma")
    assert "There is nothing to ask" not in emma.page("own")
    assert "Nobody explains" not in emma.page("own"), "only after the answer"
    refused = emma.answer("own", "")
    assert refused.status_code == 422
    assert "Please choose an answer." in refused.text
    wrong = emma.answer("own", "Explain").text
    for said in ("Not quite.", "Nobody explains to the deaf.", 'href="/glossary/complaint"', "Try once more"):
        assert said in wrong
    assert "Finish" not in wrong
    assert "Once more" in emma.page("own")
    right = emma.answer("own", "Listen").text
    assert "That is right." in right
    assert "/own/done" in right, "and on with the path"
    asked = emma.page("check")
    assert "Question 1 of 2" in asked
    definition = TERMS["Complaint" if "Complaint" in re.search(r"<legend[^>]*>(.*?)</legend>", asked)[1] else "Praise"]
    other = TERMS["Praise"] if definition == TERMS["Complaint"] else TERMS["Complaint"]
    assert "comes back at the end" in emma.answer("check", TERMS["Idea"]).text
    assert "Question 2 of 2" in emma.page("check")
    assert "That is right." in emma.answer("check", other).text
    assert "/check/done" not in emma.page("check")
    last = emma.page("check")
    assert "Question 1 of 2" in last
    assert "Once more" in last
    assert "/check/done" in emma.answer("check", definition).text
    assert len(_answers(path)) == 3, "the last answer to each question, nothing more"
    assert "answered all 2 questions" in emma.page("check")


def test_answers_are_the_learners_alone_and_go_with_the_path(path, stock):
    emma, ben = Learner(stock, path, "Emma"), Learner(stock, path, "Ben")
    page = emma.page("own")
    emma.answer("own", "Explain")
    ben.answer("own", "Listen")
    told = path.session.scalar(select(Event.id).where(Event.name.like("learning.%answer%")))
    acts = path.session.scalars(select(AuditRow.action)).all()
    assert told is None
    assert not [each for each in acts if "answer" in each]
    person = path.session.get_one(Person, path.ids["Ben"])
    copies = [own_data.collect(path.session, person, "en", by_administrator=by) for by in (False, True)]
    own, by_administrator = ({each.topic.name: each for each in copy} for copy in copies)
    assert [each.records[0]["is_right"] for each in own["on_the_way"].sections] == [True]
    assert "on_the_way" not in by_administrator, "an administrator's copy leaves the answers out"
    his = ben.page("own")
    assert "You have answered the question." in his
    data = {"csrf_token": csrf_of(his), "question": "own:first-days:own", "chosen": "x"}
    assert ben.client.post(f"{emma.base}/own/answer", data=data).status_code == 404
    gone = {"question": "own:first-days:gone", "chosen": "x", "csrf_token": csrf_of(page)}
    changed = emma.client.post(f"{emma.base}/own/answer", data=gone, follow_redirects=True)
    assert "changed meanwhile" in changed.text
    emma.answer("own", "Listen")
    for key in ("one", "two", "own"):
        emma.client.post(f"{emma.base}/{key}/done", data={"csrf_token": csrf_of(page)})
    refused = emma.client.post(f"{emma.base}/check/done", data={"csrf_token": csrf_of(page)}, follow_redirects=True)
    assert "questions are still open" in refused.text
    for _each in range(2):
        asked = emma.page("check")
        which = "Complaint" if "Complaint" in re.search(r"<legend[^>]*>(.*?)</legend>", asked)[1] else "Praise"
        emma.answer("check", TERMS[which], asked)
    emma.client.post(f"{emma.base}/check/done", data={"csrf_token": csrf_of(page)})
    path.session.rollback()
    assert path.session.get_one(Enrolment, path.ids["Emma on it"]).completed_at is not None
    assert {each.enrolment_id for each in _answers(path)} == {path.ids["Ben on it"]}
    assert "not follow this path any more" in emma.answer("own", "Listen", page).text
    path.writing(lambda session: _leave(session, path, "Ben"))
    assert _answers(path) == []
    _nothing_is_left_in_the_file(path.session)


def _nothing_is_left_in_the_file(session):
    """What was deleted is overwritten in a file of SQLite, not only out of reach."""
    session.rollback()
    engine = session.get_bind()
    if engine.dialect.name != "sqlite":
        return
    raw = engine.raw_connection()
    busy, *_pages = raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    raw.close()
    assert not busy
    assert b"own:first-days:own" not in Path(engine.url.database).read_bytes()


def _leave(session, company, name):
    actor = actor_of(session, session.get_one(Person, company.ids[name]))
    found = session.get_one(Enrolment, company.ids[f"{name} on it"])
    enrolling.leave(session, actor, found.id, found.edits)


@SQLITE
def test_answers_of_who_is_gone_or_stands_still_are_forgotten(path):
    def answered(session, name, days):
        moment = clock.now() - timedelta(days=days)
        session.add(
            Answer(enrolment_id=path.ids[f"{name} on it"], station="own", question=f"own:{days}", chosen="x",
                   is_right=True, answered_at=moment)
        )  # fmt: skip

    path.writing(lambda session: [answered(session, "Emma", 200), answered(session, "Emma", 170)])
    path.writing(lambda session: answered(session, "Ben", 181))
    assert path.writing(forgetting.forget) == 1, "Emma went on since"
    path.writing(lambda session: setattr(session.get_one(Person, path.ids["Emma"]), "active", False))
    assert path.writing(forgetting.forget) == 2


@SQLITE
def test_writers_see_what_learners_are_asked(path, stock):
    editor = stock.client("editor")
    editor.set_cookie("cxwiki_language", "en")
    assert "/learning/questions/term/complaint" in editor.get("/glossary/complaint").text
    of_term = editor.get("/learning/questions/term/complaint").text
    assert of_term.count("question-option is-right") == 1
    assert TERMS["Idea"] in of_term
    of_path = editor.get("/learning/questions/learning_path/first-days").text
    for said in (
        "Station 3",
        "What comes first?",
        "Hang up",
        "Nobody explains to the deaf.",
        "Station 4",
        TERMS["Praise"],
    ):
        assert said in of_path
    emma = Learner(stock, path, "Emma").client
    assert emma.get("/learning/questions/term/complaint").status_code == 403
    assert "/learning/questions/" not in emma.get("/glossary/complaint").text
