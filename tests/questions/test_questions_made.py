"""Questions made from released concepts: always the same, never with two right answers."""

import pytest
from company import Company
from flask import Flask
from helpers import SQLITE, count_queries

from wiki.access.permissions import SYSTEM
from wiki.entries.models import Entry
from wiki.ownership import duties
from wiki.ownership.holders import Holder, Place, function, person
from wiki.questions.making import about_each, questions_about
from wiki.questions.question import CONFUSED, DEFINITION, Question

pytestmark = SQLITE


def term(company: Company, name: str, definition: str, *others: str, **content: object) -> int:
    labels = [{"language": "en", "text": name, "status": "preferred"}]
    labels += [{"language": "en", "text": each} for each in others]
    given = {"labels": labels, "definition": {"en": definition}, "field_of_action": "capture"}
    return company.entry("term", name, **(given | content))


@pytest.fixture
def asked(company: Company) -> int:
    """A complaint, with a broader, a narrower, two sibling and some further concepts."""
    term(company, "Feedback", "what customers say about what they met with")
    term(company, "Grievance", "what the legal department calls it", "Complaint")
    term(company, "Praise", "statement of a customer who is pleased", broader=[{"entry": "feedback"}])
    term(company, "Idea", "proposal of a customer how something could be better", broader=[{"entry": "feedback"}])
    term(company, "Warranty claim", "demand for repair or replacement of faulty goods")
    confused = {"entry": "warranty-claim", "difference": {"en": "A complaint needs no legal ground."}}
    number = term(
        company, "Complaint", "statement of a customer who is not satisfied and wants it to be known",
        broader=[{"entry": "feedback"}], confused_with=[confused],
        example={"en": "“I have been waiting for three weeks”, a caller says. That is a complaint."},
    )  # fmt: skip
    term(company, "Angry letter", "written complaint in strong words", broader=[{"entry": "complaint"}])
    term(company, "Echo", "statement of a customer who is not satisfied, and wants it to be known")
    return number


def made(app: Flask, company: Company, number: int) -> dict[str, Question]:
    with app.test_request_context():
        return {each.sort: each for each in questions_about(company.session, "en", [number], 9)}


def test_concepts_are_told_from_those_near_them(app: Flask, company: Company, asked: int) -> None:
    found = made(app, company, asked)
    question = found[DEFINITION]
    texts = {each.text for each in question.options}
    assert question.right_text == "statement of a customer who is not satisfied and wants it to be known"
    assert "demand for repair or replacement of faulty goods" in texts, "what is confused with it comes first"
    assert {"statement of a customer who is pleased", "proposal of a customer how something could be better"} <= texts
    assert len(texts) == 4, "nothing broader, narrower, of the same name or in the same words"
    wrong = next(each for each in question.options if each.text.startswith("demand"))
    assert wrong.note == "A complaint needs no legal ground."
    assert wrong.read_on is not None
    assert wrong.read_on.url == "/glossary/warranty-claim"
    assert question == made(app, company, asked)[DEFINITION]
    assert "complaint" not in "".join(each.key for each in question.options)
    question = found[CONFUSED]
    assert question.quoted == "statement of a customer who is not satisfied and wants it to be known"
    assert {each.text for each in question.options} == {"Complaint", "Warranty claim"}
    assert question.right_text == "Complaint"
    assert question.why == "A complaint needs no legal ground."
    other = next(iter(question.entry_ids[1:]))
    back = made(app, company, other)[CONFUSED]
    assert (back.right_text, back.why) == ("Warranty claim", question.why), "asked the other way round as well"


def step(key: str, title: str, actor: str, lane: str = "backstage") -> dict[str, object]:
    return {"key": key, "lane": lane, "title": {"en": title}, "actor": {"en": actor}, "happens": {"en": f"So: {key}"}}


STEPS = (
    step("register", "Register the return", "Customer", "customer"),
    step("arrive", "Take the parcel in", "Returns store"),
    step("check", "Check the goods", "Quality assurance"),
    step("refund", "Refund the money", "Accounting"),
    step("evaluate", "Evaluate the reason", "Accounting and store"),
)


def test_steps_and_who_answers(app: Flask, company: Company) -> None:
    company.department("Service")
    company.department("Complaints", above="Service")
    for name in ("Sales", "Logistics", "Finance", "Legal"):
        company.department(name)
    company.person("Emma", "Service")
    for name in ("Hotline", "Hotline second line", "Returns desk", "Shop"):
        company.function(name, "Service", "Emma")
    number = company.entry("process", "Return", "Service", steps=list(STEPS))
    found = {each.key: each for each in every(app, company, number)}
    after = found["next_step:process:return:arrive"]
    assert (after.right_text, after.why) == ("Check the goods", "So: check")
    assert {each.text for each in after.options} == {
        "Check the goods", "Register the return", "Refund the money", "Evaluate the reason"
    }  # fmt: skip
    assert after.read_on is not None
    assert after.read_on.url == "/processes/return#step-check"
    who = found["answers_for:process:return:refund"]
    assert who.right_text == "Accounting"
    assert {each.text for each in who.options} == {"Accounting", "Quality assurance", "Returns store", "Customer"}
    assert "answers_for:process:return:register" not in found, "what customers do themselves is no question"
    assert "answers_for:process:return" not in found, "nobody is accountable"
    hold(company, number, person(company.ids["Emma"]))
    department = {each.key: each for each in every(app, company, number)}["answers_for:process:return"]
    assert department.right_text == "Service"
    assert {each.text for each in department.options} <= {"Service", "Sales", "Logistics", "Finance", "Legal"}
    assert "Emma" not in repr(department)
    hold(company, number, function(company.ids["Hotline"]))
    job = {each.key: each for each in every(app, company, number)}["answers_for:process:return"]
    assert {each.text for each in job.options} == {"Hotline", "Returns desk", "Shop"}
    assert job.right_text == "Hotline"


def hold(company: Company, number: int, holder: Holder) -> None:
    company.writing(
        lambda session: duties.set_accountable(session, SYSTEM, Place(number), holder, company.today, source="own")
    )


def every(app: Flask, company: Company, number: int) -> list[Question]:
    with app.test_request_context():
        return list(about_each(company.session, "en", [number])[number])


def test_each_entry_is_asked_about_once_before_any_twice(app: Flask, company: Company, asked: int) -> None:
    process = company.entry("process", "Return", "", steps=list(STEPS))
    draft = term(company, "Draft", "nothing to be asked about")
    company.writing(lambda session: setattr(session.get_one(Entry, draft), "status", "archived"))
    with app.test_request_context():
        found = questions_about(company.session, "en", [asked, draft, process], 4)
        with count_queries(company.session.get_bind()) as counted:
            assert questions_about(company.session, "en", [asked, draft, process], 4) == found
    assert [each.entry_ids[0] for each in found] == [asked, process, asked, process]
    assert len({each.sort for each in found}) == 4
    assert counted.selects <= 14
