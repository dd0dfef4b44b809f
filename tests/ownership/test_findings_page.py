"""The list of gaps: one's own area, narrowed in the address, as a file; at the entry for those who may act."""

import pytest
from helpers import SQLITE, count_queries

ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def service(company):
    company.person("Leiter", "", "manager")
    company.department("Service", "Leiter")
    company.department("Vertrieb")
    company.person("Bert", "Service")
    company.touchpoint("Hotline", "Service")
    company.touchpoint("Messe", "Vertrieb")
    company.process("Beschwerde", "Service", "Annehmen")
    return company


def _as(stock, name):
    client = stock.sign_in(f"{name.lower()}@example.org")
    client.get("/preferences?language=en&next=/")
    return client


def test_heads_see_their_area_and_others_nothing_of_others(service, stock):
    area = _as(stock, "Leiter").get("/ownership/findings").text
    assert "Hotline" in area
    assert "For the time being: Leiter." in area
    assert "Messe" not in area
    own = _as(stock, "Bert").get("/ownership/findings?scope=area").text
    assert "Nothing of yours needs attention." in own
    assert "Hotline" not in own
    everything = stock.client("cx_manager").get("/ownership/findings", headers=ENGLISH).text
    assert all(title in everything for title in ("Hotline", "Messe", "Beschwerde"))


def test_filters_counts_days_and_the_file(service, stock):
    client = stock.client("cx_manager")
    client.get("/preferences?language=en&next=/")
    page = client.get("/ownership/findings?rule=vacant&kind=touchpoint&department=service").text
    body = page[page.index("<tbody>") :]
    assert "Hotline" in body
    assert "Messe" not in body
    assert "Beschwerde" not in body
    assert "1 gap · 0 risks · 0 hints" in page
    assert client.get("/ownership/findings?as_of=2999-01-01").status_code == 422
    assert client.get("/ownership/findings?as_of=2020-01-01&page=999&rule=nothing").status_code == 200
    file = client.get("/ownership/findings.csv?rule=vacant")
    assert file.mimetype == "text/csv"
    assert len(file.text.strip().splitlines()) == 4


@SQLITE
def test_the_entry_tells_those_who_may_see_to_it(service, stock):
    said = "Nobody has been named. For the time being: Leiter."
    for _twice in range(2):
        assert said in _as(stock, "Leiter").get("/touchpoints/hotline").text
        assert said not in _as(stock, "Leiter").get("/touchpoints/messe").text
        assert said not in _as(stock, "Bert").get("/touchpoints/hotline").text


@SQLITE
def test_the_number_of_queries_stays(service, stock, runtime):
    client = stock.client("cx_manager")

    def counted():
        client.get("/ownership/findings")
        with count_queries(runtime.engine) as queries:
            client.get("/ownership/findings")
        return queries.selects

    before = counted()
    for number in range(4):
        service.touchpoint(f"Punkt {number}", "Vertrieb")
    assert counted() == before
