"""Heads verify confirmations where it is switched on and asked for; what is confirmed leaves as files, as far as the
rules allow."""

import pytest
from conftest import csrf_of

from wiki.access.permissions import SYSTEM
from wiki.core.errors import Forbidden, Invalid, NotFound
from wiki.people import switches
from wiki.people.models import Person
from wiki.people.rights import actor_of
from wiki.reading import confirming, requiring, verifying
from wiki.reading.models import SWITCH, VERIFYING, Confirmation
from wiki.reading.requiring import RequiredData


@pytest.fixture
def service(company):
    """Five people and their head have confirmed a process that asks for verification; somebody elsewhere, too."""
    company.person("Leiterin", "", "manager")
    company.department("Service", "Leiterin")
    company.department("Lager")
    names = ("Anna", "Bert", "Dora", "Emma", "Finn")
    for name in names:
        company.person(name, "Service")
    company.person("Carl", "Lager")
    company.person("Cora", "", "cx_manager")
    process = company.process("Retoure", "Service", "Annehmen")
    company.ids["Retoure"] = process

    def write(session):
        switches.turn(session, SYSTEM, SWITCH, True)
        switches.turn(session, SYSTEM, VERIFYING, True)
        requiring.require(session, _actor(session, company, "Cora"), process, RequiredData(True, verified=True))
        for name in (*names[:4], "Carl"):
            confirming.confirm(session, _actor(session, company, name), process, 1)

    company.writing(write)
    return company


def _actor(session, company, name):
    return actor_of(session, session.get_one(Person, company.ids[name]))


def _of(company, name):
    query = verifying.select(Confirmation.id).where(Confirmation.person_id == company.ids[name])
    return company.session.scalars(query).one()


def test_heads_verify_their_own_people_once(service):
    def verify(who, *names, how="asked"):
        ids = [_of(service, each) for each in names]
        service.session.rollback()
        return service.writing(lambda session: verifying.verify(session, _actor(session, service, who), ids, how))

    with pytest.raises(Forbidden):
        verify("Cora", "Anna")
    for wrong in (("Anna", "Carl"), ()):
        with pytest.raises(Invalid):
            verify("Leiterin", *wrong)
    assert verify("Leiterin", "Anna", "Bert") == 2
    assert verify("Leiterin", "Anna", "Dora", how="watched") == 1
    head = _actor(service.session, service, "Leiterin")
    done = service.session.scalars(verifying.confirmations(service.session, head, verified=True)).all()
    said = verifying.verifications_of(service.session, done)
    assert {each.person.name: said[each.id].note for each in done} == {
        "Anna": "asked",
        "Bert": "asked",
        "Dora": "watched",
    }
    waiting = service.session.scalars(verifying.confirmations(service.session, head, verified=False))
    assert [each.person.name for each in waiting] == ["Emma"]
    service.session.rollback()
    service.writing(lambda session: switches.turn(session, SYSTEM, SWITCH, False))
    with pytest.raises(NotFound):
        verify("Leiterin", "Emma")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_page_to_verify_and_the_files(service, stock):
    head = stock.sign_in("leiterin@example.org")
    head.set_cookie("cxwiki_language", "en")
    page = head.get("/reading/verify").text
    assert "Anna" in page
    assert "Carl" not in page
    assert "Finn" not in page
    token = csrf_of(page)
    nothing = head.post("/reading/verify", data={"csrf_token": token, "how": "asked"})
    assert nothing.status_code == 422
    assert "Choose at least one confirmation." in nothing.text
    ticked = {"csrf_token": token, "how": "watched", "confirmation": _of(service, "Anna")}
    assert head.post("/reading/verify", data=ticked).status_code == 303
    assert "watched them, Leiterin" in head.get("/reading/verify?show=done").text
    lines = head.get("/reading/people.csv").text
    assert "Anna,Service,Retoure,done,1,," in lines
    assert "Finn,Service,Retoure,outstanding," in lines
    assert "Carl" not in lines
    overseer = stock.sign_in("cora@example.org")
    overseer.set_cookie("cxwiki_language", "en")
    assert overseer.get("/reading/verify").status_code == 403
    assert "5 of 8" in overseer.get("/reading/entries").text
    numbers = overseer.get("/reading/entries.csv").text
    assert ",all,8,5" in numbers
    assert "Anna" not in numbers
