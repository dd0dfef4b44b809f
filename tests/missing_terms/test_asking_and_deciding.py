"""Somebody misses a term: from the search to the release, and everything editors may decide between."""

from helpers import SQLITE
from helpers_notify import matters, work
from sqlalchemy import select

from wiki.glossary.models import TermLabel
from wiki.missing_terms.models import MissingTerm, MissingWord, TermRequest


def _terms(session):
    session.rollback()
    return {each.word: each for each in session.scalars(select(MissingTerm))}


@SQLITE
def test_a_word_is_searched_asked_for_written_and_told_of(wanting, runtime, session) -> None:
    emil, rita = wanting.client("Emil"), wanting.client("Rita")
    found = emil.get("/search?q=Churn").text
    assert "/missing-terms/new?word=Churn" in found
    form = "/missing-terms/new?word=Churn&at=term:retoure"
    assert "Churn" in emil.get(form).text
    assert "Retoure" in emil.get(form).text
    refused = wanting.post(
        emil, form, "/missing-terms/new", word="Churn", language="de", looked_for="Tel. 0171 2345678"
    )
    assert refused.status_code == 422
    assert "0171 2345678" in refused.text
    assert "no_customer_data" in refused.text
    sent = {"word": "Churn", "language": "de", "looked_for": "Steht in jedem Bericht.", "place": "term:retoure"}
    answer = wanting.post(emil, form, "/missing-terms/new", **sent)
    assert answer.status_code == 303
    assert answer.location == "/missing-terms/mine"
    assert "Churn" in emil.get("/missing-terms/mine").text
    work(runtime)
    assert matters(session, wanting.company.ids["Rita"]) == ["missing_term_asked"]
    number = _terms(session)["Churn"].id
    page = rita.get(f"/missing-terms/{number}").text
    assert "Steht in jedem Bericht." in page
    assert "Emil" in page
    assert "Retoure" in page
    assert wanting.client("Dora").get(f"/missing-terms/{number}").status_code == 404
    new = f"/glossary/new?missing={number}"
    assert "Steht in jedem Bericht." in rita.get(new).text
    assert 'value="Churn"' in rita.get(new).text
    typed = {
        "labels-0-language": "de", "labels-0-text": "Churn", "labels-0-status": "preferred", "labels-0-type": "full",
        "definition": "Anteil der Kunden, die gehen", "intent": "draft",
    }  # fmt: skip
    made = wanting.post(rita, new, new, **typed)
    assert made.status_code == 303, made.text
    work(runtime)
    term = _terms(session)["Churn"]
    assert term.state == "writing"
    assert term.entry is not None
    assert rita.get(f"/missing-terms/{number}").status_code == 200
    revision = term.entry.latest_number
    done = wanting.post(
        rita, f"/glossary/churn/revisions/{revision}/release", f"/glossary/churn/revisions/{revision}/release"
    )
    assert done.status_code == 303, done.text
    work(runtime), work(runtime)
    assert _terms(session)["Churn"].state == "released"
    assert matters(session, wanting.company.ids["Emil"]) == ["missing_term_taken", "missing_term_released"]
    assert "Churn" in emil.get("/inbox").text
    assert "/glossary/churn" in emil.get("/missing-terms/mine").text


@SQLITE
def test_a_synonym_in_one_click_is_found_by_the_next_search(wanting, runtime, session) -> None:
    emil, rita = wanting.client("Emil"), wanting.client("Rita")
    for word in ("Retourn", "Retourensendung"):
        assert (
            wanting.post(emil, "/missing-terms/new", "/missing-terms/new", word=word, language="de").status_code == 303
        )
    inbox = rita.get("/missing-terms/").text
    assert inbox.count('/label"') == 1  # a slip is surely meant, a compound is not
    slip, compound = (_terms(session)[each] for each in ("Retourn", "Retourensendung"))
    both = wanting.post(rita, "/missing-terms/", "/missing-terms/together", tick=[str(compound.id), str(slip.id)])
    assert both.location == f"/missing-terms/{compound.id}"
    assert rita.get(f"/missing-terms/{slip.id}").location == f"/missing-terms/{compound.id}"
    session.rollback()
    assert len(list(session.scalars(select(TermRequest)))) == 1
    page = f"/missing-terms/{compound.id}"
    word = session.scalars(select(MissingWord.id).where(MissingWord.text == "Retourn")).one()
    assert wanting.post(rita, page, f"{page}/apart/{word}").status_code == 303
    apart = _terms(session)["Retourn"].id
    assert apart not in (slip.id, compound.id)
    assert wanting.post(rita, page, f"{page}/merge", tick=str(apart)).status_code == 303
    clicked = {"entry": "retoure", "status": "admitted", "from_list": "1"}
    done = wanting.post(rita, "/missing-terms/", f"/missing-terms/{compound.id}/label", **clicked)
    assert done.status_code == 303
    assert done.location == "/missing-terms/"
    work(runtime), work(runtime)
    assert _terms(session)["Retourensendung"].state == "released"
    labels = set(session.scalars(select(TermLabel.text)))
    assert {"Retoure", "Retourn", "Retourensendung"} <= labels
    assert matters(session, wanting.company.ids["Emil"]) == ["missing_term_merged", "missing_term_named"]
    assert "/glossary/retoure" in emil.get("/search?q=Retourensendung").text
    again = wanting.post(emil, "/missing-terms/new", "/missing-terms/new", word="retourn", language="de")
    assert again.status_code == 422
    assert "Retoure" in again.text
    second = wanting.post(rita, "/missing-terms/", f"/missing-terms/{compound.id}/label", **clicked)
    assert second.status_code == 409


@SQLITE
def test_declining_says_why_and_who_asks_again_opens_it(wanting, runtime, session) -> None:
    emil, rita = wanting.client("Emil"), wanting.client("Rita")
    wanting.post(emil, "/missing-terms/new", "/missing-terms/new", word="Wording", language="en")
    number = _terms(session)["Wording"].id
    page = f"/missing-terms/{number}"
    assert wanting.post(rita, page, f"{page}/decline", reason="", edits="1").status_code == 422
    assert wanting.post(rita, page, f"{page}/decline", reason="Kein Fachwort", edits="0").status_code == 422
    assert wanting.post(rita, page, f"{page}/decline", reason="Kein Fachwort", edits="1").status_code == 303
    work(runtime)
    assert matters(session, wanting.company.ids["Emil"]) == ["missing_term_declined"]
    assert "Kein Fachwort" in emil.get("/inbox").text
    assert "Kein Fachwort" in emil.get(page).text
    dora = wanting.client("Dora")
    wanting.post(dora, "/missing-terms/new", "/missing-terms/new", word="wording", language="de", looked_for="=1+1")
    assert _terms(session)["Wording"].state == "open"
    table = rita.get("/missing-terms/?format=csv").text
    assert "Wording" in table
    request = session.scalars(select(TermRequest).where(TermRequest.asked_by_id == wanting.company.ids["Dora"])).one()
    assert wanting.post(emil, page, f"/missing-terms/requests/{request.id}/withdraw").status_code == 404
    assert wanting.post(dora, page, f"/missing-terms/requests/{request.id}/withdraw").status_code == 303
    assert dora.get(page).status_code == 404
