"""Words that stand in no dictionary but sound German or English: the same seed, the same words."""

# ruff: noqa: SIM905 - lists of many short words read better as one line
import random
from dataclasses import dataclass, field
from itertools import accumulate

from wiki.core.text import fold

_DE_START = "b br d dr f fl fr g gl gr h k kl kn kr l m n p pf r s sch schl schm schn schw sp st str t tr w z".split()
_DE_MIDDLE = "a e i o u ä ö ü au ei eu ie".split()
_DE_END = "ck ft hl ld lm ln mm nd ng nk nn nt rb rd rg rk rm rn rt sch ss st tt tz".split()
_DE_NOUN = "e er el en ung heit schaft nis ling ment keit".split()
_EN_START = "b bl br c ch cl cr d dr f fl fr g gl gr h j l m n p pl pr r s sh sl sn sp st str t th tr tw v w".split()
_EN_MIDDLE = "a e i o u ai ea ee oa oo ou".split()
_EN_END = "b ck d ft g ld lk ll m mp nd ng nk nt p rd rk rm rn rt sh sk ss st t th".split()
_EN_NOUN = "er ing ness ment ship ity age ance tion let".split()
_FUNCTION = {
    "de": """der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er
        hat dass sie nach wird bei einer um sind noch wie einem über zum war haben nur oder aber vor zur bis mehr durch
        man sein wurde kann wenn wir unter müssen sollen diese jede alle während zwischen sowie ohne gegen""".split(),
    "en": """the of and to a in is that for it as with on be by this are or from at an which their can has have not all
        when they will each one if more than other about into only then must should may we our you your between within
        before after during while also any such these""".split(),
}
ROOTS = 700
COMMON_WORDS = 3000


def _share(number: int) -> list[float]:
    """Cumulated weights by which a few words are frequent and most are rare, as in real text."""
    return list(accumulate(1 / (place + 3) for place in range(number)))


@dataclass
class Words:
    """One supply of invented words; `label` never gives the same words twice."""

    chance: random.Random
    taken: set[str] = field(default_factory=set)
    _roots: dict[str, list[str]] = field(default_factory=dict)
    _common: dict[str, list[str]] = field(default_factory=dict)
    _weights: list[float] = field(default_factory=lambda: _share(COMMON_WORDS))

    def __post_init__(self) -> None:
        for language, parts in (("de", (_DE_START, _DE_MIDDLE, _DE_END)), ("en", (_EN_START, _EN_MIDDLE, _EN_END))):
            roots = sorted({"".join(self.chance.choice(part) for part in parts) for _each in range(ROOTS * 2)})
            self.chance.shuffle(roots)
            self._roots[language] = roots[:ROOTS]
            self._common[language] = [self._noun(language) for _each in range(COMMON_WORDS)]

    def label(self, language: str) -> str:
        """What a concept may be called."""
        while True:
            text = self._german() if language == "de" else self._english()
            if fold(text) not in self.taken:
                self.taken.add(fold(text))
                return text

    def abbreviation(self) -> str:
        """Four capitals that stand for something."""
        while True:
            text = "".join(self.chance.choice("ABCDEFGHIKLMNOPRSTUVWXZ") for _each in range(4))
            if fold(text) not in self.taken:
                self.taken.add(fold(text))
                return text

    def text(self, language: str, length: int, mentions: list[str]) -> str:
        """`length` words in sentences: function words, frequent and rare words, and now and then a label."""
        found: list[str] = []
        while len(found) < length:
            dice = self.chance.random()
            if dice < 0.08 and mentions:
                found.append(self.chance.choice(mentions) + self._ending(language))
            elif dice < 0.50:
                found.append(self.chance.choice(_FUNCTION[language]))
            else:
                found.append(self.chance.choices(self._common[language], cum_weights=self._weights)[0])
        sentences = [" ".join(found[start : start + 14]) for start in range(0, len(found), 14)]
        return ". ".join(each[0].upper() + each[1:] for each in sentences) + "."

    def _ending(self, language: str) -> str:
        return self.chance.choice(["", "", "", "s"]) if language == "de" else self.chance.choice(["", "", "s"])

    def _noun(self, language: str) -> str:
        ending = self.chance.choice(_DE_NOUN if language == "de" else _EN_NOUN)
        word = self.chance.choice(self._roots[language]) + ending
        return word.capitalize() if language == "de" else word

    def _german(self) -> str:
        dice = self.chance.random()
        if dice < 0.25:
            return self._noun("de")
        if dice < 0.85:
            first = self._noun("de")
            glue = "s" if first.endswith(("ung", "heit", "schaft", "keit", "ling")) else ""
            return first + glue + self._noun("de").lower()
        return f"{self.chance.choice(self._roots['de'])}ige {self._noun('de')}"

    def _english(self) -> str:
        dice = self.chance.random()
        if dice < 0.2:
            return self._noun("en")
        if dice < 0.85:
            return f"{self.chance.choice(self._roots['en'])} {self._noun('en')}"
        return f"{self._noun('en')} of {self._noun('en')}"
