"""What an excerpt says of links and tables, and which parts of words count."""

import re

from flask.testing import FlaskClient

from tests.search.conftest import Library, term


def _excerpts(visitor: FlaskClient, text: str) -> str:
    page = visitor.get("/search", query_string={"q": text}).text
    return re.sub(r"<[^>]+>", "", page.split('<ol class="found"')[1].split("</ol>")[0])


def test_a_link_without_words_is_read_by_the_title_it_leads_to(library: Library, visitor: FlaskClient) -> None:
    library.release("term", term("Kundenrückgewinnung", "Win-back"))
    library.release("term", term("Abwanderung", definition="Ende, auf das [[kundenrueckgewinnung]] folgt"))
    for _indexed in range(2):
        assert "auf das Kundenrückgewinnung folgt" in _excerpts(visitor, "Abwanderung")
        library.work()


def test_the_cells_of_a_table_stay_apart(library: Library, visitor: FlaskClient) -> None:
    library.release("term", term("Kanal", body={"de": "| Weg | Richtung |\n|---|---|\n| Brief | hinaus |"}))
    assert "Weg · Richtung · Brief · hinaus" in _excerpts(visitor, "Richtung")


def test_a_word_is_not_found_by_what_is_no_word_in_it(library: Library, visitor: FlaskClient) -> None:
    for title in ("Sekunde", "Neukunde", "Kundennutzen"):
        library.release("term", term(title))
    library.work()
    found = _excerpts(visitor, "Kunde")
    assert "Neukunde" in found
    assert "Kundennutzen" in found
    assert "Sekunde" not in found
