"""Words that people of the sample company missed in the glossary, and what became of them."""

from functools import partial

from wiki.demo.year import Act, Scene
from wiki.missing_terms.asking import Asked, ask, term_of_word
from wiki.missing_terms.deciding import decline
from wiki.missing_terms.naming import Naming, make_label
from wiki.missing_terms.noticing import notice

EDITOR = "Miriam Vogt"
ASKED = (
    (44, "Dragan Petrovic", "Nachlass", "Ein Kunde wollte einen Nachlass wegen eines Kratzers. Ist das Kulanz?"),
    (31, "Svenja Thiele", "Pitch", "Steht in jeder Einladung vom Vertrieb."),
    (16, "Bettina Krause", "Zweite Linie", "In der Serviceanfrage steht, dass wir dorthin abgeben. Wer ist das?"),
    (7, "Noemi Caduff", "Zweite Linie", "Wer gehört dazu, und wie erreiche ich sie?"),
    (5, "Elif Kaya", "Serienfehler", "Ab wie vielen gleichen Fällen reden wir davon?"),
)  # fmt: skip
SEARCHED = (("churn radar", (40, 33, 21, 12)), ("second level", (15, 11, 6)), ("entkalkung", (19, 14, 13, 3)))
"""What was searched for in vain, and on which days before."""


def acts_of_missing_terms() -> list[Act]:
    """Asked for and searched for; one became a synonym, one was declined, the others wait."""
    found = [Act(ago, partial(_ask, who, word, why)) for ago, who, word, why in ASKED]
    found += [Act(ago, partial(_search, word)) for word, days in SEARCHED for ago in days]
    return [*found, Act(43, _synonym), Act(29, _declined)]


def _ask(who: str, word: str, why: str, scene: Scene) -> None:
    ask(scene.session, scene.actor(who), Asked(word, why))


def _search(word: str, scene: Scene) -> None:
    notice(scene.session, word, "de")


def _number(scene: Scene, word: str) -> int:
    term = term_of_word(scene.session, word)
    if term is None:
        raise RuntimeError(f"nobody missed {word}")
    return term.id


def _synonym(scene: Scene) -> None:
    make_label(scene.session, scene.actor(EDITOR), _number(scene, "Nachlass"), Naming("kulanz"))


def _declined(scene: Scene) -> None:
    term = term_of_word(scene.session, "Pitch")
    reason = "Gehört zum Vertrieb und nicht zur CX. Bitte im Glossar des Vertriebs nachsehen."
    decline(scene.session, scene.actor(EDITOR), _number(scene, "Pitch"), reason, term.edits if term else 0)
