"""Where mentions become links, and what they lead to."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask_babel import Babel
from hypothesis import given
from hypothesis import strategies as st
from made_labels import BASE, dictionary, mark, term

from wiki.core.markdown import render
from wiki.entries.annotating import Place, Text
from wiki.glossary.mentions.dictionary import Dictionary, changed
from wiki.glossary.mentions.marking import Linked

KUNDE = term("kunde", "de:Kunde", "en:customer")
KANAL = term("kanal", "de:Kanal", "en:channel")


@pytest.fixture(autouse=True)
def _languages() -> Iterator[None]:
    app = Flask(__name__)
    Babel(app)
    with app.app_context():
        yield


def test_the_first_mention_of_each_section_is_a_link_with_its_card() -> None:
    html = (
        "<p>Kunde, Kunden</p><h2>Mehr</h2><p>Der Kunde am Kanal</p><h3>Noch mehr</h3><p>Kunde</p><h5>x</h5><p>Kunde</p>"
    )
    found = mark(dictionary(KUNDE, KANAL), html)
    assert found.links == [
        ("Kunde", "/glossary/kunde"), ("Kunde", "/glossary/kunde"), ("Kanal", "/glossary/kanal"),
        ("Kunde", "/glossary/kunde"),
    ]  # fmt: skip
    assert found.cards[0] == "/glossary/kunde/card"
    assert found.html.startswith(
        '<p><a class="term" href="/glossary/kunde" data-card="/glossary/kunde/card">Kunde</a>, K'
    )


@pytest.mark.parametrize(
    "html",
    [
        "<h2>Kunde</h2>", "<h6>Kunde <em>Kunde</em></h6>", '<a href="x">Kunde</a>', "<pre><code>Kunde</code></pre>",
        "<code>Kunde</code>", "<kbd>Kunde</kbd>", "<figcaption>Kunde</figcaption>",
        "<table><thead><tr><th>Kunde</th></tr></thead></table>", '<p title="Kunde &gt; Kunde">x</p>',
        '<img alt="Kunde > Kunde" src="Kunde.png">', '<span class="nolink">Kunde</span>', "&Kunde;",
    ],
)  # fmt: skip
def test_never_in_headings_links_code_captions_attributes_or_where_the_author_says_so(html: str) -> None:
    assert mark(dictionary(KUNDE), html).html == html
    assert mark(dictionary(KUNDE), f"{html}<p>Kunde</p>").words == ["Kunde"]


def test_authors_leave_a_mention_unlinked_and_the_next_one_is_linked() -> None:
    found = mark(dictionary(KUNDE), render("Der [[!Kunde]] ist ein Kunde."))
    assert found.links == [("Kunde", "/glossary/kunde")]
    assert '<span class="nolink">Kunde</span> ist ein <a' in found.html


def test_a_link_that_an_author_made_is_the_first_mention() -> None:
    html = '<p>Ein <a class="wikilink" href="/glossary/kunde#note">Käufer</a>, also Kunde, am Kanal.</p>'
    assert mark(dictionary(KUNDE, KANAL), html).words == ["Kanal"]


def test_the_page_of_a_concept_does_not_link_to_itself_nor_its_word_to_another_meaning() -> None:
    known = dictionary(KUNDE, term("kunde-nachricht", "de:Kunde", scope="Literatur"), KANAL)
    assert mark(known, "<p>Kunde und Kanal</p>", place=Place(1)).words == ["Kanal"]


def test_texts_that_stand_together_are_one_section() -> None:
    known = Linked(dictionary(KUNDE), BASE)
    texts = (Text("Kunde", "de"), Text("the customer", "en"), Text("<h3>x</h3>Kunde", "de"))
    assert [each.count("<a") for each in known.annotate(texts, Place(0))] == [1, 0, 1]


def test_labels_of_both_languages_are_found_in_every_text() -> None:
    known = dictionary(KUNDE, term("journey", "en:journey"))
    assert mark(known, "<p>Die Journey beim Kunden</p>", "de").words == ["Journey", "Kunden"]
    assert mark(known, "<p>The journey, as the Kunde sees it</p>", "en").words == ["journey", "Kunde"]


def test_on_a_clash_the_language_of_the_text_decides() -> None:
    known = dictionary(term("gift", "de:Gift"), term("geschenk", "en:gift"))
    assert mark(known, "<p>das Gift</p>", "de").links == [("Gift", "/glossary/gift")]
    assert mark(known, "<p>the Gift, a gift</p>", "en").links == [("Gift", "/glossary/geschenk")]


FALL_SERVICE = term("fall-service", "de:Fall", scope="Kundenservice")
FALL_RECHT = term("fall-recht", "de:Fall", scope="Recht · legal")
FALL = term("fall", "de:Fall")


def test_a_word_that_means_two_things_offers_both() -> None:
    found = mark(dictionary(FALL_SERVICE, FALL_RECHT), "<p>Der Fall. Ein Fall.</p>")
    both = "/glossary/fall-service/card?or=fall-recht"
    assert (found.links, found.cards, found.classes) == ([("Fall", both)], [both], ["term several"])


def test_department_and_field_of_action_of_the_page_choose_the_meaning() -> None:
    departments = {"team-ost": frozenset({"team-ost", "kundenservice"}), "justiziariat": frozenset({"legal"})}
    known = dictionary(FALL_SERVICE, FALL_RECHT, departments=departments)
    for department, slug in (("team-ost", "fall-service"), ("justiziariat", "fall-recht")):
        assert mark(known, "<p>Fall</p>", place=Place(0, "", department)).links == [("Fall", f"/glossary/{slug}")]
    fields = dictionary(
        term("a", "de:Signal", field_of_action="design"), term("b", "de:Signal", field_of_action="steer")
    )
    assert mark(fields, "<p>Signal</p>", place=Place(0, "steer")).links == [("Signal", "/glossary/b")]
    named = dictionary(term("a", "de:Signal", scope="Journeys gestalten"), term("b", "de:Signal", scope="Optimise"))
    assert mark(named, "<p>Signal</p>", place=Place(0, "optimise")).links == [("Signal", "/glossary/b")]


def test_elsewhere_the_general_meaning_holds() -> None:
    known = dictionary(FALL_SERVICE, FALL)
    assert mark(known, "<p>Fall</p>").links == [("Fall", "/glossary/fall")]
    assert mark(dictionary(FALL_SERVICE), "<p>Fall</p>").links == [("Fall", "/glossary/fall-service")]


def test_hidden_labels_lead_to_the_concept_and_deprecated_ones_say_so() -> None:
    known = dictionary(term("kanal", "de:Kanal", "de:Kannal:full:hidden", "de:Medium & Weg:full:deprecated"))
    assert mark(known, "<p>Kannal</p>").cards == ["/glossary/kanal/card"]
    found = mark(known, "<p>Medium &amp; Weg</p>")
    assert found.cards == ["/glossary/kanal/card?said=Medium+%26+Weg"]
    assert (found.links, found.classes) == ([("Medium &amp; Weg", "/glossary/kanal")], ["term outdated"])


def test_a_label_in_use_comes_before_another_concepts_label_out_of_use() -> None:
    known = dictionary(term("alt", "de:Reise:full:deprecated"), term("neu", "de:Reise"))
    assert mark(known, "<p>Reise</p>").links == [("Reise", "/glossary/neu")]


def test_a_changed_concept_leaves_nothing_behind() -> None:
    known = dictionary(KUNDE, KANAL)
    kanal = known.concepts[2]
    without = changed(known, 5, [], {}, {1: 1})
    assert (without.number, without.labels_number) == (5, 5)
    assert mark(without, "<p>Kunde am Kanal</p>").words == ["Kunde"]
    again = changed(without, 6, [kanal], {}, {1: 1, 2: 1})
    assert (again.keys, again.concepts) == (known.keys, known.concepts)
    assert mark(known, "<p>Kanal</p>").words == ["Kanal"], "a state that was given out stays as it was"


def test_the_number_moves_only_when_labels_do() -> None:
    known = dictionary(KUNDE, KANAL)
    same = changed(known, 9, list(known.concepts.values()), {}, {1: 3, 2: 1})
    assert (same.number, same.labels_number, same.revisions[1]) == (9, 1, 3)
    assert changed(Dictionary(), 4, [], {}, {}).labels_number == 4


ALPHABET = st.sampled_from(["Kunde", "kunden", "Kanal", " ", "-", ".", "'s", "&amp;", "&lt;", "<b>", "</b>", "<h2>", "</h2>",
                            "<p>", "</p>", "ß", "’", ":innen", "\u00ad", "Customer", "x"])  # fmt: skip


@given(st.lists(ALPHABET, max_size=25).map("".join))
def test_taking_the_links_away_gives_the_text_back(html: str) -> None:
    found = mark(dictionary(KUNDE, KANAL), html)
    bare = found.html
    for start in {piece.split(">")[0] for piece in found.html.split("<a ")[1:]}:
        bare = bare.replace(f"<a {start}>", "")
    assert bare.replace("</a>", "") == html
