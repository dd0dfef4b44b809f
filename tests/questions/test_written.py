"""Questions written by hand, and texts compared: values alone, no database."""

from wiki.questions.choosing import choose, spread
from wiki.questions.picking import asked_again
from wiki.questions.question import CONFUSED, DEFINITION, Question
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


def asked(sort: str, *entry_ids: int) -> Question:
    return Question(f"{sort}:{entry_ids}", sort, "?", (), "", "", entry_ids=entry_ids)


def test_questions_are_spread_and_no_pair_comes_twice() -> None:
    assert [place for place, _name in spread("abcdefg", 3)] == [0, 2, 4, 1, 3, 5, 6]
    sorts = [
        {CONFUSED: [asked(CONFUSED, 1, 2), asked(CONFUSED, 1, 9)], DEFINITION: [None]},
        {CONFUSED: [asked(CONFUSED, 2, 1)], DEFINITION: [asked(DEFINITION, 2)]},
        {CONFUSED: [asked(CONFUSED, 3, 9)], DEFINITION: [asked(DEFINITION, 3)]},
    ]
    found = choose(spread(sorts, 9), 9)
    assert [(each.sort, each.entry_ids[0]) for each in found] == [
        (CONFUSED, 1), (DEFINITION, 2), (CONFUSED, 3), (CONFUSED, 1), (DEFINITION, 3)
    ]  # fmt: skip
