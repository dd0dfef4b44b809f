"""What a question is."""

from dataclasses import dataclass, field

DEFINITION, CONFUSED, NEXT_STEP, ANSWERS_FOR, OWN = "definition", "confused", "next_step", "answers_for", "own"
"""A question's sort: which definition fits · which of two confused terms is meant · what comes next in the process ·
who answers for it · written by hand"""


@dataclass(frozen=True)
class Option:
    """One answer to choose; `key` is the same whenever the question is made again."""

    key: str
    text: str


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
    url: str = ""
    """Where to read on."""
    title: str = ""
    """What stands there."""
    quoted: str = ""
    """A definition, an example or a step the question is about."""
    entry_ids: tuple[int, ...] = field(default=())
    """The entries it is made from."""
