"""Questions made from released concepts: always the same, never with two right answers."""

import pytest
from company import Company
from flask import Flask
from helpers import SQLITE

from wiki.questions.making import questions_about
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


def test_wrong_definitions_are_near_and_wrong(app: Flask, company: Company, asked: int) -> None:
    found = made(app, company, asked)
    question = found[DEFINITION]
    texts = {each.text for each in question.options}
    assert question.right_text == "statement of a customer who is not satisfied and wants it to be known"
    assert "demand for repair or replacement of faulty goods" in texts, "what is confused with it comes first"
    assert {"statement of a customer who is pleased", "proposal of a customer how something could be better"} <= texts
    assert len(texts) == 4, "nothing broader, narrower, of the same name or in the same words"
    wrong = next(each for each in question.options if each.text.startswith("demand"))
    assert wrong.note == "That is “Warranty claim”. A complaint needs no legal ground."
    assert wrong.read_on is not None and wrong.read_on.url == "/glossary/warranty-claim"
    assert question == made(app, company, asked)[DEFINITION]
    assert "complaint" not in "".join(each.key for each in question.options)


def test_which_of_two_is_meant(app: Flask, company: Company, asked: int) -> None:
    question = made(app, company, asked)[CONFUSED]
    assert question.quoted == "“I have been waiting for three weeks”, a caller says. That is a …."
    assert {each.text for each in question.options} == {"Complaint", "Warranty claim"}
    assert question.right_text == "Complaint"
    assert question.why == "A complaint needs no legal ground."
