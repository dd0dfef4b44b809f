"""Heads give paths and see what is finished; others see numbers of five and more, never names."""

import pytest
from conftest import csrf_of
from helpers import SQLITE, count_queries

from wiki.core import clock
from wiki.core.errors import Conflict, Forbidden, Invalid, NotFound
from wiki.learning import assigning, counting, enrolling, oversight
from wiki.learning.assigning import Giving
from wiki.learning.models import Enrolment
from wiki.ownership.staff import Staff
from wiki.people.models import Person
from wiki.people.rights import actor_of


@pytest.fixture
def service(company):
    """Service with a head and six people, a department of three below it, somebody elsewhere, two paths."""
    company.person("Hanna", "", "manager")
    company.department("Service", head="Hanna")
    company.department("Night", above="Service")
    company.department("Sales")
    for name in ("Anna", "Ben", "Cem", "Dora", "Eva", "Finn"):
        company.person(name, "Service")
    for name in ("Nico", "Olga", "Pia"):
        company.person(name, "Night")
    company.person("Sven", "Sales")
    stations = [{"title": {"de": "Reden", "en": "Talk"}, "sort": "talk"}]
    for title in ("First days", "Service well"):
        company.ids[title] = company.entry("learning_path", title, stations=stations)
    return company


def _actor(company, name):
    company.session.rollback()
    return actor_of(company.session, company.session.get_one(Person, company.ids[name]))


def _finish(company, name, path):
    def write(session):
        found = enrolling.open_enrolment(session, company.ids[name], company.ids[path])
        found.completed_at, found.completed_number = clock.now(), 1

    company.writing(write)


def _give(company, who, path, *names, **more):
    actor, ids = _actor(company, who), frozenset(company.ids[each] for each in names)
    return company.writing(lambda session: assigning.give(session, actor, Giving(company.ids[path], ids, **more)))


def test_heads_give_to_their_own_people_and_see_what_is_finished(service):
    with pytest.raises(Invalid):
        _give(service, "Hanna", "First days", "Anna", "Sven")
    with pytest.raises(Invalid):  # a mentor sees how far somebody is, which is no business of a head
        _give(service, "Hanna", "First days", "Anna", mentor_id=service.ids["Hanna"])
    given = _give(
        service, "Hanna", "First days", "Anna", department_id=service.ids["Night"], mentor_id=service.ids["Ben"]
    )
    assert (given.new, given.going, given.finished) == (4, 0, 0)
    _finish(service, "Anna", "First days")
    again = _give(service, "Hanna", "First days", "Anna", "Nico")
    assert (again.new, again.going, again.finished) == (0, 1, 1)
    service.writing(
        lambda session: enrolling.begin(
            session, actor_of(session, session.get(Person, service.ids["Cem"])), service.ids["Service well"]
        )
    )
    hanna = _actor(service, "Hanna")
    session = service.session
    people = list(session.scalars(oversight.matching(session, hanna, oversight.Asked())))
    shown = {each.person.name: (len(each.open), len(each.done)) for each in oversight.learners(session, people)}
    assert shown["Anna"] == (0, 1)
    assert shown["Nico"] == (1, 0)
    assert "Sven" not in shown
    assert "Hanna" not in shown
    assert shown["Cem"] == (0, 0), "what somebody chose is seen once it is finished"
    given = _give(service, "Hanna", "Service well", "Cem", mentor_id=service.ids["Ben"])
    assert (given.new, given.going) == (1, 0), "whether somebody chose it before is told by nothing"
    of_cem = enrolling.open_enrolment(session, service.ids["Cem"], service.ids["Service well"])
    assert (of_cem.reason, of_cem.mentor_id) == ("assigned", service.ids["Ben"])
    for state, names in (("open", {"Nico", "Olga", "Pia", "Cem"}), ("done", {"Anna"})):
        assert {
            each.name for each in session.scalars(oversight.matching(session, hanna, oversight.Asked(state=state)))
        } == names
    found = oversight.learner(session, hanna, service.ids["Nico"]).open[0]
    number, edits = found.id, found.edits
    with pytest.raises(Conflict):
        service.writing(lambda inside: assigning.take_back(inside, hanna, number, edits + 1))
    service.session.rollback()
    sven = _actor(service, "Sven")
    with pytest.raises(Forbidden):
        service.writing(lambda inside: assigning.take_back(inside, sven, number, edits))
    service.session.rollback()
    service.writing(lambda inside: assigning.take_back(inside, hanna, number, edits))
    assert service.session.get_one(Enrolment, number).ended_at is not None
    with pytest.raises(NotFound):
        oversight.learner(service.session, hanna, service.ids["Sven"])


def test_numbers_are_of_five_and_more_and_nothing_can_be_worked_out_of_them(service):
    service.person("Cora", "", "cx_manager")
    for name in ("Anna", "Ben", "Cem", "Dora", "Nico", "Sven"):
        _give(service, "Cora", "First days", name)
    _give(service, "Cora", "Service well", "Anna", "Ben")
    for name in ("Anna", "Nico", "Sven"):
        _finish(service, name, "First days")
    told = [_give(service, who, "First days", "Ben").told for who in ("Cora", "Hanna")]
    assert told == [False, True], "whether somebody followed it already is not told to who does not lead them"
    session = service.session
    session.rollback()
    of_ben = enrolling.open_enrolment(session, service.ids["Ben"], service.ids["First days"])
    assert not oversight.leads_learner(session, of_ben), "Cora gave it and does not lead Ben"
    numbers = counting.numbers(session, Staff(session, service.today))
    assert [each.unit.slug for each in numbers.groups] == ["service"], "the three of the night count with the service"
    lines = {each.path_id: each for each in numbers.lines}
    first, second = lines[service.ids["First days"]], lines[service.ids["Service well"]]
    assert (*first.counts, first.whole) == (counting.Count(5, 2),) * 2, "Sven stands nowhere"
    assert second.whole == counting.UNDER_FIVE


@SQLITE
def test_pages_of_a_head_and_of_the_cx_manager(service, stock, runtime):
    client = stock.sign_in("hanna@example.org")
    client.set_cookie("cxwiki_language", "en")
    page = client.get("/learning/people").text
    assert "Learning of my people" in page
    assert "Anna" in page
    assert "Sven" not in page
    ids = service.ids
    form = client.get(f"/learning/people/give?person={ids['Anna']}&person={ids['Sven']}&path={ids['First days']}").text
    assert f'name="person" type="checkbox" value="{ids["Anna"]}"' in form
    assert "Sven" not in form.split('name="mentor"')[0]
    sent = {"csrf_token": csrf_of(form), "person": [ids["Anna"]], "path": "", "more": ids["Ben"]}
    refused = client.post("/learning/people/give", data=sent)
    assert refused.status_code == 422
    assert f'value="{ids["Ben"]}"' in refused.text
    sent["path"] = ids["First days"]
    assert client.post("/learning/people/give", data=sent).status_code == 303
    told = client.get("/learning/people").text
    assert "Given to 2 people" in told
    assert "First days" in told
    with count_queries(runtime.engine) as few:
        client.get("/learning/people")
    _give(service, "Hanna", "Service well", department_id=ids["Service"])
    with count_queries(runtime.engine) as many:
        assert "Service well" in client.get("/learning/people").text
    assert many.selects == few.selects
    _finish(service, "Ben", "First days")
    done = client.get(f"/learning/people/{ids['Ben']}").text
    certificate = f"/learning/certificates/{done.split('/learning/certificates/')[1].split(chr(34))[0]}"
    for browser in (client, stock.sign_in("ben@example.org")):
        sheet = browser.get(f"{certificate}?lang=en").text
        assert "Ben" in sheet
        assert "has finished the learning path" in sheet
        assert "<dt>Version</dt>" in sheet
    assert "Certificate" in client.get(f"{certificate}.css?lang=en").text
    assert stock.sign_in("anna@example.org").get(certificate).status_code == 404
    csv = client.get("/learning/people?format=csv&path=first-days").text
    assert "Ben,Service,First days,finished," in csv
    assert "Anna,Service,First days,still open,," in csv
    assert "Cem" not in csv
    assert "1 path completed" in client.get(f"/people/{ids['Ben']}").text
    assert f"/learning/people/give?path={ids['First days']}" in client.get("/learn/first-days").text
    own = client.get(f"/learning/people/{ids['Anna']}").text
    number = own.split("/learning/given/")[1].split("/")[0]
    wrong = {"csrf_token": csrf_of(own), "edits": "1", "learner": ids["Anna"], "mentor": ids["Anna"]}
    assert "Nobody accompanies themselves" in client.post(f"/learning/given/{number}/mentor", data=wrong).text
    refused = client.post(f"/learning/given/{number}/mentor", data=wrong | {"mentor": ids["Hanna"]})
    assert "somebody who does not lead them" in refused.text
    right = wrong | {"mentor": ids["Ben"]}
    assert client.post(f"/learning/given/{number}/mentor", data=right).status_code == 303
    assert client.post(f"/learning/given/{number}/take-back", data=wrong | {"edits": "2"}).status_code == 303
    overseer = stock.client("cx_manager")
    overseer.set_cookie("cxwiki_language", "en")
    assert overseer.get("/learning/people").location == "/learning/people/company"
    company = overseer.get("/learning/people/company").text
    assert "0 of 8" in company
    assert "Anna" not in company
    assert "Service well" in overseer.get("/learning/people/company?format=csv").text
    assert overseer.get(f"/learning/people/{ids['Anna']}").status_code == 403
    assert "Anna" in overseer.get("/learning/people/give").text
    assert stock.client("employee").get("/learning/people").status_code == 403
