"""Questions written by hand, and texts compared: values alone, no database."""

from wiki.questions.picking import asked_again
from wiki.questions.texts import alike, overlap, says, without
from wiki.questions.written import Written, written_question


def test_written_by_hand() -> None:
    written = Written(
        {}, {"de": "Ein Kunde ruft **zum dritten Mal** an.\n\nEr fragt: „Was ist los?“ Was tun Sie am 3. Mai?"}, {"de": "Zuhören"},
        {"de": ("Auflegen", "zuhören", "Weiterleiten", "Auflegen")}, {"de": "Er will gehört werden."},
    )  # fmt: skip
    question = written_question("own:path:1", written, "en")
    assert question is not None
    assert question.language == "de", "wholly in the other language"
    assert (question.quoted, question.prompt) == (
        "Ein Kunde ruft zum dritten Mal an.\n\nEr fragt: „Was ist los?“",
        "Was tun Sie am 3. Mai?",
    )
    assert {each.text for each in question.options} == {"Zuhören", "Auflegen", "Weiterleiten"}
    assert question.right_text == "Zuhören"
    again = asked_again(question)
    assert set(again) == set(question.options)
    assert again != question.options
    assert written_question("own:path:1", Written({}, {"de": "Was?"}, {}, {}, {}), "de") is None


def test_no_two_say_the_same() -> None:
    assert alike("Weg des Kunden", "des Kunden Weg")
    assert alike("way of the customer", "the customer way of")
    assert not alike("way of the customer", "way of the parcel through the company")
    assert says("the complaints of customers", ["Complaint"])
    assert not says("Prozesses", ["CES"])
    assert without("Zwei Kundenwege und ein Kundenweg", ["Kundenweg"]) == "Zwei … und ein …"
    assert overlap("Vertrieb mit Technik", "Technik und Kalkulation")
    assert not overlap("Vertrieb mit Technik", "Fachhandel mit Lager")
