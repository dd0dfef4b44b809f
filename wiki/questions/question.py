"""What a question is."""

from dataclasses import dataclass, field

DEFINITION, CONFUSED, NEXT_STEP, ANSWERS_FOR, OWN = "definition", "confused", "next_step", "answers_for", "own"
"""A question's sort: which definition fits · which of two confused terms is meant · what comes next in the process ·
who answers for it · written by hand"""


@dataclass(frozen=True)
class ReadOn:
    """Where one reads on."""

    url: str
    title: str


@dataclass(frozen=True)
class Option:
    """One answer to choose; `key` is the same whenever the question is made again, and does not give away which is
    right. `read_on` is what it stands for in truth, and `note` what sets that apart: both for who chose it."""

    key: str
    text: str
    note: str = ""
    read_on: ReadOn | None = None


@dataclass(frozen=True)
class Question:
    """A question with one right answer, in one language. Made anew from the same released content it has the same key,
    the same options in the same order."""

    key: str
    """`definition:term:customer-journey`, …: what `Answer.question` keeps."""
    sort: str
    prompt: str
    options: tuple[Option, ...]
    right: str
    """The key of the right option."""
    why: str
    """Shown after each answer."""
    read_on: ReadOn | None = None
    """Where to read on."""
    quoted: str = ""
    """A definition, an example or a step the question is about."""
    language: str = ""
    """The language it is written in."""
    entry_ids: tuple[int, ...] = field(default=())
    """The entries it is made from."""

    def option(self, key: str) -> Option | None:
        """The option with this key."""
        return next((each for each in self.options if each.key == key), None)

    @property
    def right_text(self) -> str:
        """What the right option says."""
        return next(each.text for each in self.options if each.key == self.right)
