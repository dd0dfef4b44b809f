"""Words people ask with, and words that name a kind of entry: what a query says beside what it is about."""

from collections.abc import Iterable

from flask_babel import force_locale

from wiki.core import analysis
from wiki.core.text import LANGUAGES, clean_line, fold
from wiki.entries.kinds import Kind

_FILLERS = """
bitte denn eigentlich etwas genau ihre ihren ihrer mal mein meine meinem meinen meiner mich mir sie unsere unserem
unseren unserer
about any he her his me my she some them there these they those us
"""
"""Say as little as articles do."""

_ASKING = """
bedeuten bedeutet bedeutung behandeln behandelt behandle darf definieren definiert definition duerfen erklaere
erklaeren erklaerung finde finden findet funktionieren funktioniert gehe gehen gehst geht geschieht gibt heissen
heisst kann koennen kuemmern kuemmert laeuft mache machen macht meinen meint moechte muessen muss passiert reagiere
reagieren soll sollen sollte sollten stehen steht tun tut umgehen umzugehen unterschied wann warum weshalb wieso will
wofuer woher wohin wollen wozu zustaendig zwischen
between can could deal deals dealt define definition difference done explain explanation find get handle handled
handles happen happens mean meaning means must should show tell work works would
"""
"""Raise an entry that holds them, and none must hold them: a text seldom repeats how it is asked for."""

_MARKS = str.maketrans(dict.fromkeys('"“”„«»?!', " "))

FILLERS = analysis.STOP_WORDS | frozenset(_FILLERS.split())
ASKING = frozenset(_ASKING.split())


def about(text: str) -> str:
    """What a query is about: `text` without quotation marks and without the words one asks with around it."""
    typed = clean_line(text.translate(_MARKS)).split()
    says_nothing = [fold(each) in FILLERS | ASKING for each in typed]
    telling = [at for at, nothing in enumerate(says_nothing) if not nothing]
    return " ".join(typed[telling[0] : telling[-1] + 1] if telling else typed)


def kind_words(kinds: Iterable[Kind]) -> dict[str, str]:
    """Key of a word → the kind it names, in both languages: of "Prozess Rückgabe" every process holds the first."""
    found: dict[str, str] = {}
    for language in LANGUAGES:
        with force_locale(language):
            for kind in kinds:
                for label in (kind.label, kind.plural):
                    words = analysis.words(str(label))
                    if len(words) == 1:
                        found.setdefault(analysis.stem(fold(words[0])), kind.name)
    return found
