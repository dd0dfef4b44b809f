"""The guided first visit: a few stops over real pages, one visit for each role."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _l


class Round(StrEnum):
    """For whom a visit is."""

    NEWCOMER = "newcomer"
    EMPLOYEE = "employee"
    EDITOR = "editor"
    MANAGER = "manager"
    CX_MANAGER = "cx_manager"


@dataclass(frozen=True)
class Stop:
    """One stop: the page of `endpoint`, or of a released entry of the kind `of`, and what to look at there.

    `at` names places on the page as CSS does, the best first; where none is to be seen the words stand alone.
    """

    name: str
    title: Any
    text: Any
    endpoint: str
    at: str = ""
    of: str = ""


_LIST = "main .table-wrap|main .ask-list|main ul.rows|main .cards|main h1"
"""Where pages that are lists have their list."""

FIND = Stop(
    "find", _l("Look it up"),
    _l("Type what you have in mind: German or English, full word or abbreviation. The key / takes you to this "
       "box from anywhere."),
    "overview.home", ".hero .find|.top .find",
)  # fmt: skip
EXPLAIN = Stop(
    "explain", _l("Words explain themselves"),
    _l("A dotted line marks a word of the glossary. Point at it, tap it or reach it with the Tab key, and a "
       "card says what it means here."),
    "term.page", "main a.term|main h1", "term",
)  # fmt: skip
PROCESS = Stop(
    "process", _l("How something runs"),
    _l("What customers do stands at the top, what happens behind the scenes at the bottom. A flash marks where "
       "it breaks."),
    "process.page", ".bp-frame|main h1", "process",
)  # fmt: skip
WHOM = Stop(
    "whom", _l("Whom to ask"),
    _l("Beside every page stands who answers for it today, and who stands in while somebody is away."),
    "touchpoint.page", ".card.whom|main h1", "touchpoint",
)  # fmt: skip
IMPROVE = Stop(
    "improve", _l("Make it better"),
    _l("Something is wrong or missing? Write it as it should be. The CX team looks at it, and your inbox tells "
       "you what became of it."),
    "term.page", '.tabs a[href*="/edit"]|main h1', "term",
)  # fmt: skip
UNCLEAR = Stop(
    "unclear", _l("Ask what is unclear"),
    _l("New eyes see best. Say here what you do not understand: nobody sees your name, and whoever answers for "
       "the page looks at it first."),
    "term.page", "details.unclear|main h1", "term",
)  # fmt: skip
TASKS = Stop(
    "tasks", _l("What waits for you"),
    _l("Tasks, questions and whatever you are asked to confirm stand in one list, what is due first at the top."),
    "tasks.mine", _LIST,
)  # fmt: skip
PATH = Stop(
    "path", _l("Your learning paths"),
    _l("A path leads you through what you need, station by station. You can stop at any time; it waits for you "
       "here. Others only see whether you have finished."),
    "learning.mine", _LIST,
)  # fmt: skip
PILES = Stop(
    "piles", _l("What waits for you"),
    _l("Every morning this box says what needs you, what is overdue first. What is done goes by itself."),
    "overview.home", ".for-you|main h1",
)  # fmt: skip
REVIEW = Stop(
    "review", _l("Decide on suggestions"),
    _l("What colleagues suggest arrives here. You see just what changed: release it, change it or send it back "
       "with a word."),
    "entries.review_queue", _LIST,
)  # fmt: skip
MISSING = Stop(
    "missing", _l("Words that are missing"),
    _l("Which words colleagues ask for. Write the term, say that it is a synonym, or decline with a reason: "
       "whoever asked is told."),
    "missing_terms.index", _LIST,
)  # fmt: skip
LIBRARY = Stop(
    "library", _l("How the library is doing"),
    _l("What is due for review, what is unclear to readers and what lacks a translation. Every number leads to "
       "its list."),
    "dashboards.editors", ".tiles|main h1",
)  # fmt: skip
AREA = Stop(
    "area", _l("Your area"),
    _l("What your departments answer for, and where nobody does yet. From here you ask people, and they accept "
       "or decline."),
    "dashboards.area", ".tiles|main h1",
)  # fmt: skip
REQUESTS = Stop(
    "requests", _l("Duties are asked for"),
    _l("Nobody is simply put in charge: you ask, they accept, in part or with a reason not to. Here is what "
       "still waits for an answer."),
    "ownership.requests", _LIST,
)  # fmt: skip
PEOPLE = Stop(
    "people", _l("Learning of your people"),
    _l("Give a path to somebody and name who accompanies them. You see whether it is open or finished, never "
       "answers and no times."),
    "learning.people", _LIST,
)  # fmt: skip
COMPANY = Stop(
    "company", _l("The whole company"),
    _l("Where nobody answers, where requests wait and where the page is old, by department. Every number leads "
       "to its list."),
    "dashboards.whole", ".tiles|main h1",
)  # fmt: skip
SIGNALS = Stop(
    "signals", _l("What is noticed"),
    _l("What customers and colleagues notice, the worst first. Look for the cause, give it to an initiative, "
       "and everybody who noticed is told."),
    "signals.index", _LIST,
)  # fmt: skip
LOOPS = Stop(
    "loops", _l("From signal to effect"),
    _l("Where each improvement stands between a signal and its measured effect, and where it has come to a halt."),
    "loops.index", _LIST,
)  # fmt: skip
AGAIN = Stop(
    "again", _l("That is all"),
    _l("You find this visit again in the menu at your name, and what the wiki can do under “How this wiki "
       "works” at the foot of every page."),
    "overview.home", ".top details.drop > summary.person|.top .menu > summary",
)  # fmt: skip

STOPS: dict[Round, tuple[Stop, ...]] = {
    Round.NEWCOMER: (FIND, EXPLAIN, WHOM, UNCLEAR, PATH, AGAIN),
    Round.EMPLOYEE: (FIND, EXPLAIN, PROCESS, IMPROVE, TASKS, AGAIN),
    Round.EDITOR: (FIND, PILES, REVIEW, MISSING, LIBRARY, AGAIN),
    Round.MANAGER: (FIND, PILES, AREA, REQUESTS, PEOPLE, AGAIN),
    Round.CX_MANAGER: (FIND, PILES, COMPANY, SIGNALS, LOOPS, AGAIN),
}
TITLES = {
    Round.NEWCOMER: _l("For whoever is new in the company"),
    Round.EMPLOYEE: _l("For everybody"),
    Round.EDITOR: _l("For editors"),
    Round.MANAGER: _l("For heads of departments"),
    Round.CX_MANAGER: _l("For the CX management"),
}
