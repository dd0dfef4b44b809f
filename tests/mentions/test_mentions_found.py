"""Which words of a text are mentions of a label."""

import pytest
from made_labels import Term, dictionary, mark, term

KUNDE = term("kunde", "de:Kunde", "de:Kundin", "en:customer")
ERLEBNIS = term("kundenerlebnis", "de:Kundenerlebnis", "en:experience episode")
PUNKT = term("kontaktpunkt", "de:Kontaktpunkt", "en:touchpoint")
REISE = term("reise", "de:Reise", "en:journey")
CUSTOMER_JOURNEY = term("customer-journey", "de:Customer Journey", "en:customer journey")
SCHLEIFE = term("schleife", "de:Innere Feedbackschleife", "en:inner loop")


@pytest.mark.parametrize(
    ("concept", "text", "words"),
    [
        (ERLEBNIS, "viele Kundenerlebnisse", "Kundenerlebnisse"),
        (ERLEBNIS, "mit Kundenerlebnissen", "Kundenerlebnissen"),
        (PUNKT, "des Kontaktpunkts wegen", "Kontaktpunkts"),
        (PUNKT, "an den Kontaktpunkten", "Kontaktpunkten"),
        (KUNDE, "unseren Kunden", "Kunden"),
        (KUNDE, "zwei Kundinnen", "Kundinnen"),
        (KUNDE, "liebe Kund:innen", "Kund:innen"),
        (KUNDE, "liebe Kund*innen", "Kund*innen"),
        (term("kanal", "de:Kanal"), "alle Kanäle", "Kanäle"),
        (term("grund", "de:Kontaktgrund"), "nach Kontaktgründen", "Kontaktgründen"),
        (term("feld", "de:Handlungsfeld"), "sieben Handlungsfelder", "Handlungsfelder"),
        (term("thema", "de:Leitthema"), "drei Leitthemen", "Leitthemen"),
        (term("zentrum", "de:Servicezentrum"), "alle Servicezentren", "Servicezentren"),
        (term("promotor", "de:Promotor"), "mehr Promotoren", "Promotoren"),
        (term("nutzer", "de:Nutzer"), "für alle NutzerInnen", "NutzerInnen"),
        (SCHLEIFE, "mit der inneren Feedbackschleife", "inneren Feedbackschleife"),
        (SCHLEIFE, "zwei innere Feedbackschleifen", "innere Feedbackschleifen"),
        (term("analyse", "de:Prädiktive Analyse"), "aus prädiktiver Analyse", "prädiktiver Analyse"),
        (term("groesse", "de:Größe"), "die GRÖSSEN", "GRÖSSEN"),
        (CUSTOMER_JOURNEY, "die Customer-Journey", "Customer-Journey"),
        (CUSTOMER_JOURNEY, "die Customerjourney", "Customerjourney"),
        (CUSTOMER_JOURNEY, "die Customer\nJourneys", "Customer\nJourneys"),
        (ERLEBNIS, "das Kunden-Erlebnis", "Kunden-Erlebnis"),
        (ERLEBNIS, "das Kunden Erlebnis", "Kunden Erlebnis"),
        (term("nps", "de:NPS"), "die NPS-Umfrage", "NPS"),
        (term("kpi", "de:KPI"), "unsere KPIs", "KPIs"),
        (ERLEBNIS, "Kunden\u00aderlebnis", "Kunden\u00aderlebnis"),
    ],
)
def test_german_inflections_and_spellings(concept: Term, text: str, words: str) -> None:
    assert mark(dictionary(concept), f"<p>{text}</p>").words == [words]


@pytest.mark.parametrize(
    ("concept", "text", "words"),
    [
        (REISE, "all Journeys end", "Journeys"),
        (KUNDE, "our customers' wishes", "customers"),
        (KUNDE, "the customer's wish", "customer's"),
        (KUNDE, "the customer’s wish", "customer’s"),
        (PUNKT, "every touch point", "touch point"),
        (PUNKT, "the touch-points", "touch-points"),
        (term("story", "en:success story"), "two success stories", "success stories"),
        (term("prozess", "en:process"), "the processes", "processes"),
        (term("moment", "en:moment of truth"), "moments of truth", "moments of truth"),
        (term("analyse", "en:driver analysis"), "two driver analyses", "driver analyses"),
        (term("lead", "en:lead"), "a lead", "lead"),
        (term("lead", "en:lead"), "we wrote to leads", "leads"),
    ],
)
def test_english_inflections_and_spellings(concept: Term, text: str, words: str) -> None:
    assert mark(dictionary(concept), f"<p>{text}</p>", "en").words == [words]


@pytest.mark.parametrize(
    ("concept", "text", "language"),
    [
        (KUNDE, "Kundenservice und Neukunden", "de"),
        (KUNDE, "Kunden- und Partnertag", "de"),
        (KUNDE, "Nicht-Kunde", "de"),
        (KUNDE, "die kunde", "de"),
        (KUNDE, "kunde@example.org", "de"),
        (KUNDE, "https://example.org/Kunde und www.Kunde.de", "de"),
        (KUNDE, "Kunde.pdf", "de"),
        (KUNDE, "#Kunde", "de"),
        (KUNDE, "customs and custom", "en"),
        (KUNDE, "customer-facing", "en"),
        (term("service", "de:Service"), "Kundenservice, Self-Service", "de"),
        (REISE, "wir reisen und reisten", "de"),
        (term("mitarbeiter", "de:Mitarbeiter"), "Mitarbeiterin", "de"),
        (term("lead", "de:Lead"), "Leader", "de"),
        (term("persona", "de:Persona"), "zwei Personen", "de"),
        (term("nutzer", "de:Nutzer"), "der Nutzen", "de"),
        (term("nutzer", "de:Nutzerin"), "ein Nutzer in einem Haus", "de"),
        (term("erlebnis", "en:experience"), "an experienced colleague", "en"),
        (term("owner", "en:owner"), "to own it", "en"),
        (term("ces", "de:CES:abbreviation"), "ces und Ces", "de"),
        (term("lead", "en:lead"), "this will lead to trouble and leads to more", "en"),
        (term("rueckgabe", "en:return"), "please return it, and in return we pay", "en"),
        (term("passiver", "en:passive"), "a passive customer", "en"),
        (CUSTOMER_JOURNEY, "Customer. Journey", "de"),
        (CUSTOMER_JOURNEY, "Customer – Journey", "de"),
        (CUSTOMER_JOURNEY, "Customer <em>Journey</em>", "de"),
        (term("tag", "en:brand"), "es brennt, brand", "de"),
    ],
)
def test_what_is_no_mention(concept: Term, text: str, language: str) -> None:
    assert mark(dictionary(concept), f"<p>{text}</p>", language).words == []


def test_the_longest_label_wins() -> None:
    known = dictionary(KUNDE, CUSTOMER_JOURNEY, term("map", "en:customer journey map"), term("journey", "en:journey"))
    found = mark(known, "<p>a customer journey map, a customer journey, a journey, a customer</p>", "en")
    assert [address for _words, address in found.links] == [
        "/glossary/map", "/glossary/customer-journey", "/glossary/journey", "/glossary/kunde",
    ]  # fmt: skip


def test_a_word_spelt_as_a_label_is_that_one_and_no_inflection_of_another() -> None:
    known = dictionary(term("daten", "de:Kundendaten"), term("datum", "de:Kundendatum"), term("bote", "de:Bote"),
                       term("boten", "de:Boten"))  # fmt: skip
    assert mark(known, "<p>die Boten</p>").links == [("Boten", "/glossary/boten")]
    assert mark(known, "<p>der Bote</p>").links == [("Bote", "/glossary/bote")]


@pytest.mark.parametrize(
    "label",
    ["de:A", "de:x", "de:7", "de:2026", "de:1 2 3", "de:und", "en:it", "en:the", "de:zu der", "en:like", "de:…", "de:-",
     "en:a b", f"de:{'lang ' * 60}", f"de:{'x' * 150}", "en:one two three four five six seven eight nine"],
)  # fmt: skip
def test_a_label_that_would_spoil_every_page_links_nothing(label: str) -> None:
    known = dictionary(term("schlecht", label))
    text = "A x 7 2026 1 2 3 und it the zu der like a b … - " + label.split(":")[1] * 2
    for language in ("de", "en"):
        assert mark(known, f"<p>{text}</p>", language).words == []
    assert known.keys == {}


def test_a_short_form_that_is_a_common_word_counts_only_as_it_is_written() -> None:
    known = dictionary(term("it", "en:IT:abbreviation"))
    assert mark(known, "<p>it is what IT does with it</p>", "en").words == ["IT"]


@pytest.mark.parametrize("text", ["<" * 3000, "&" * 3000, "Kunde-" * 3000, "Kunde'" * 3000, '"' * 3000, "Ä" * 9000])
def test_hostile_texts_take_no_time_and_lose_nothing(text: str) -> None:
    safe = text.replace("&", "&amp;").replace("<", "&lt;")
    found = mark(dictionary(KUNDE, CUSTOMER_JOURNEY), safe)
    assert "".join(found.html.split("</a>")).count("Kunde") == text.count("Kunde")
