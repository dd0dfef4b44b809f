"""What counts as the same word: endings, umlauts, irregular plurals; words that are no label by themselves."""

from collections.abc import Iterator

from wiki.core.analysis import STOP_WORDS

_ADJECTIVE = ("en", "er", "es", "em", "e")
_NEUTER = (
    "bild", "feld", "kind", "glied", "schild", "lied", "brett", "kleid", "geld", "licht", "gesicht", "nest", "geist",
)  # fmt: skip
_NO_UMLAUT = ("ung", "ion", "tor", "ment", "um", "us", "heit", "keit", "taet", "a", "o", "e", "er", "in", "ant", "at")
_UMLAUTS = {"au": "aeu", "a": "ae", "o": "oe", "u": "ue"}
_IRREGULAR_ENDINGS = {
    "um": ("en", "a"),
    "us": ("en", "i"),
    "is": ("en", "es"),
    "on": ("a", "en"),
    "ex": ("izes", "ices"),
    "ix": ("izes", "ices"),
    "ma": ("men",),
    "o": ("en",),
}
_IRREGULAR = {
    "person": "people",
    "man": "men",
    "woman": "women",
    "child": "children",
    "half": "halves",
    "life": "lives",
}

_COMMON = """
aber alle allem allen aller alles also andere anderen anderer anderes auch beide beiden beim bevor bisher da dabei
dadurch dafuer dagegen daher damit danach daneben dann daran darauf daraus darin darueber darum davon dazu dein
deine denen denn deren derer dessen dich dies diese diesem diesen dieser dieses dir doch dort drei du durch ehe eben
ehr eigen einige einmal etwa etwas euch euer fast ganz gar gegen gern gut habe haben hatte hatten her heute hier hin
hinter ihm ihn ihnen ihre ihrem ihren ihrer immer indem ins jede jedem jeden jeder jedes jene jetzt kann kein keine
keinem keinen keiner koennen mal manche mehr mein meine mich mir muss muessen nein neu nichts nie niemand nun nur ob
oft ohne per rund schon sehr seit seine seinem seinen seiner selbst sehen sollen sondern sonst statt trotz uebrigens
unter viel viele vielen voll vorher waehrend wann war waren warum wegen weil weiter wenig wenn werde werden wieder
will wo wohl worden wurde wurden zwar zwei zwischen about above after again all also always am any anything back
because been before being below between both but came can come could day did done down each either else even ever
every everything few first get give go good got had has have he her here hers him his if into just know last least
less let like little made make many may me might more most much must my near need never new next no none nor nothing
now off once one only other others over own people per please put same say see seen shall she should since so some
something still such take than them then there these they thing things those though through thus time too two under
until up upon us use used very want way well were while whom whose within without would yes yet
"""
COMMON_WORDS = STOP_WORDS | frozenset(_COMMON.split())
"""Folded words that mean nothing in particular: a label that is one of them is never looked for."""

_VERB_BEFORE = """
to will would can could may might must shall should cannot not never please we they you i who let do does did don doesn
didn won
"""
VERB_BEFORE = frozenset(_VERB_BEFORE.split())
"""After these an English word that may be a verb is one."""
THIRD_PERSON_BEFORE = frozenset(
    ("he", "she", "it", "who", "which", "that", "this", "what", "usually", "often", "always")
)
"""After these it is one even with an s."""
_NOUN_BEFORE = "the a an our your their his her its my each every any some no one another of"
NOUN_BEFORE = frozenset(_NOUN_BEFORE.split())
"""After these it is a noun."""
_OBJECT_AFTER = """
the a an us me him them it you your our their his her my its to this these those that all any each every back little
nothing much
"""
OBJECT_AFTER = frozenset(_OBJECT_AFTER.split())
"""Before these it is a verb, unless what stands before says otherwise."""
_NOUN_ENDINGS = (
    "er", "or", "ity", "ion", "ment", "ness", "ship", "ism", "ist", "point", "data", "base", "ability", "y",
)  # fmt: skip
_ALSO_VERBS = """
answer order offer register monitor transfer trigger deliver number mention question position document comment survey
query reply copy supply
"""
_VERBS_ALL_THE_SAME = frozenset(_ALSO_VERBS.split())
_LOOKS_LIKE_ADJECTIVE = ("ive", "iver", "enter", "ige", "iger", "liche", "licher", "ische", "ischer", "ale", "aler")
IDIOMS = frozenset(
    ("nach ablauf", "mit ablauf", "vor ablauf", "davon kunde", "kunde davon", "kunde tun", "in return", "by return")
)
"""Two folded words that together mean something else."""


def same_word(label: str, text: str) -> bool:
    """Whether the folded `text` is `label` or one of its inflections, as a noun has them in German and English."""
    if text == label or (label.endswith("y") and text == f"{label[:-1]}ies"):
        return True
    if text.startswith(label) and _ending(label, text[len(label) :]):
        return True
    changed = _umlaut(label)
    return bool(changed) and text.startswith(changed) and text[len(changed) :] in ("", "e", "en", "er", "ern", "n")


def _ending(label: str, ending: str) -> bool:
    if ending == "s":
        return True
    if ending == "n":
        return label.endswith(("e", "er", "el"))
    if label.endswith(("e", "y")):
        return False
    if ending in ("er", "ern"):
        return label.endswith(_NEUTER)
    if ending in ("se", "ses", "sen"):
        return label.endswith("s")
    if ending == "nen":
        return label.endswith("in")
    if ending in ("e", "en"):
        return not label.endswith(("er", "el", "or")) or (ending == "en" and label.endswith("or"))
    return ending == "es"


def same_adjective(label: str, text: str) -> bool:
    """Whether `text` is `label` with another ending of an adjective."""
    ends = next((each for each in _ADJECTIVE if text.endswith(each)), "")
    if not ends:
        return False
    bare = text[: -len(ends)]
    return label == bare or any(label == bare + each for each in _ADJECTIVE)


def _umlaut(word: str) -> str:
    """A folded German noun with the vowel its plural may have, the empty string where it cannot."""
    if len(word) < 4 or word.endswith(_NO_UMLAUT):
        return ""
    at = max(word.rfind(each) for each in "aou")
    if at < 0 or any(vowel in word[at + 1 :] for vowel in "ei"):
        return ""
    if word[at] == "u" and at and word[at - 1] == "a":
        return f"{word[: at - 1]}aeu{word[at + 1 :]}"
    return f"{word[:at]}{_UMLAUTS[word[at]]}{word[at + 1 :]}"


def irregular(word: str) -> Iterator[str]:
    """Plurals of a folded word that no ending makes."""
    if word in _IRREGULAR:
        yield _IRREGULAR[word]
    if word.endswith("in"):
        yield f"{word}nen"
    for singular, plurals in _IRREGULAR_ENDINGS.items():
        if len(word) > 4 and word.endswith(singular):
            for plural in plurals:
                yield word[: -len(singular)] + plural
            return


def may_be_verb(word: str) -> bool:
    """Whether an English noun is likely a verb as well (return, lead, process)."""
    return word in _VERBS_ALL_THE_SAME or not word.endswith(_NOUN_ENDINGS)


def may_be_adjective(word: str) -> bool:
    """Whether a label looks like an adjective (Passive, passive)."""
    return word.endswith(_LOOKS_LIKE_ADJECTIVE)
