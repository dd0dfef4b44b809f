"""What consumers, jobs and events are called on the pages of operation; a test names those that are missing."""

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l


@dataclass(frozen=True)
class Words:
    """`label` names it, `does` says what for, `dropped` what is lost when it is left out."""

    label: Any
    does: Any
    dropped: Any = ""


CONSUMERS = {
    "index": Words(
        _l("Search index"),
        _l("Writes released entries into the index. Until then searches answer from the database."),
        _l("The index keeps the older text of this entry until it is released again or the index is built anew."),
    ),
    "inbox": Words(
        _l("Inbox"),
        _l("Tells people what concerns them."),
        _l("Nobody is told of this in the inbox."),
    ),
    "mail": Words(
        _l("Mail about entries"),
        _l("Sends what people want to be mailed."),
        _l("The mail is not sent; the inbox still shows what it was about."),
    ),
    "account_mail": Words(
        _l("Mail about accounts"),
        _l("Sends invitations, links to a new password and notices."),
        _l("The mail never arrives. Make a new invitation or link on the person's page."),
    ),
    "missing_terms": Words(
        _l("Missing terms"),
        _l("Sees which missing terms a release answers, and tells whoever asked."),
        _l("Whoever asked for this term is not told; editors can still decide on it by hand."),
    ),
    "webhooks": Words(
        _l("Webhooks"),
        _l("Notes which programs are to be told. Sending is tried for each of them apart."),
        _l("No program is told of this."),
    ),
    "learning.start": Words(
        _l("Learning paths that begin by themselves"),
        _l("Looks whether a path is for somebody after a change of people."),
        _l("The path begins within the hour: a job looks at everybody."),
    ),
    "reading.joined": Words(
        _l("Read confirmation of newcomers"),
        _l("Asks whoever is bound after a change of people."),
        _l("They are asked the next morning."),
    ),
    "learning.tasks": Words(
        _l("Tasks of learning paths"),
        _l("A station is done when its task is."),
        _l("The learner ticks the station off by hand."),
    ),
}

JOBS = {
    "changes.shorten": Words(_l("Shorten the list of changes"), _l("Forgets old numbers of kept pages.")),
    "entries.purge": Words(_l("Empty the recycle bin"), _l("Removes for good what has been in it too long.")),
    "handover": Words(_l("Carry out hand-overs"), _l("On the day, duties move; what nobody took goes to the head.")),
    "inbox.tidy": Words(_l("Tidy the inboxes"), _l("Forgets what was read half a year ago.")),
    "mail.again": Words(_l("Offer mail again"), _l("Tries mail anew that could not be sent.")),
    "mail.digests": Words(_l("Daily and weekly mail"), _l("Puts together what people want once a day or a week.")),
    "missing_terms.forget": Words(
        _l("Forget searches"), _l("Removes what was searched for in vain ninety days ago, all of it when switched off.")
    ),
    "learning.start": Words(_l("Begin learning paths"), _l("Begins what is for people by now, once for each of them.")),
    "learning.forget": Words(
        _l("Forget answers of learners"),
        _l("Deletes those of people who left and of paths that stood still for long."),
    ),
    "learning.remind": Words(
        _l("Remind of learning paths"), _l("Tells once when a station is due, and once when it is overdue.")
    ),
    "ops.clear_delivered": Words(_l("Clear what is delivered"), _l("Removes deliveries after thirty days.")),
    "ops.clear_throttle": Words(_l("Forget failed sign-ins"), _l("Removes what is older than a day.")),
    "people_housekeeping": Words(_l("Clear dead links"), _l("Removes links and sessions that no longer work.")),
    "people_last_days": Words(
        _l("Watch last working days"), _l("Says when one is over and the account is still open.")
    ),
    "duties.in_force": Words(
        _l("Tell of duties that begin"), _l("Tells those who were chosen on the day a change of duties is in force.")
    ),
    "reading.ask": Words(
        _l("Ask for read confirmation"),
        _l("Asks whoever joined, moved or has to confirm anew, and reminds whoever has not confirmed yet."),
    ),
    "requests.attend": Words(_l("Attend to requests"), _l("Reminds, and passes on what had no answer in time.")),
    "reviews.remind": Words(_l("Remind of reviews"), _l("Asks whoever answers for an entry whether it still holds.")),
    "unclear.pass_on": Words(
        _l("Pass on questions of newcomers"), _l("Tells the editors of what nobody has answered for a week.")
    ),
    "search-index": Words(_l("Look after the index"), _l("Builds it anew when it is missing or damaged.")),
    "tasks.remind": Words(_l("Remind of tasks"), _l("Tells once when a task is due, and once when it is overdue.")),
    "uploads.sweep": Words(
        _l("Remove files nobody uses"), _l("Clears files a day after their last entry let them go.")
    ),
    "webhooks.send": Words(_l("Send webhooks again"), _l("Tries anew what a program did not take.")),
    "webhooks.tidy": Words(_l("Tidy the log of webhooks"), _l("Forgets what was sent a month ago.")),
}

EVENTS = {
    "account.mail": _l("Mail about an account"),
    "comment.added": _l("Comment written"),
    "comment.answered": _l("Comment answered"),
    "comment.resolved": _l("Comment closed"),
    "comment.waits": _l("Question waits for an answer"),
    "department.changed": _l("Department changed"),
    "entry.archived": _l("Entry archived"),
    "entry.deleted": _l("Entry deleted"),
    "entry.purged": _l("Entry removed for good"),
    "entry.rejected": _l("Version sent back"),
    "entry.released": _l("Entry released"),
    "entry.renamed": _l("Address changed"),
    "entry.saved": _l("Entry saved"),
    "entry.submitted": _l("Version handed in"),
    "entry.unarchived": _l("Entry brought back from the archive"),
    "entry.undeleted": _l("Entry brought back"),
    "entry.verified": _l("Entry confirmed as still true"),
    "function.changed": _l("Function changed"),
    "handover.accepted": _l("Something of a hand-over accepted"),
    "handover.begun": _l("Hand-over begun"),
    "handover.declined": _l("Something of a hand-over declined"),
    "handover.finished": _l("Hand-over finished"),
    "handover.moved": _l("Handed over"),
    "handover.proposed": _l("Successor asked"),
    "handover.retracted": _l("Question to the successor taken back"),
    "handover.to_head": _l("Handed over to the head for the time being"),
    "handover.withdrawn": _l("Hand-over called off"),
    "initiative.closed": _l("Initiative closed"),
    "initiative.ended": _l("Effect of an initiative held"),
    "initiative.joined": _l("Joined an initiative"),
    "initiative.reopened": _l("Initiative open again"),
    "initiative.reported": _l("Progress of an initiative reported"),
    "learning.accompanied": _l("Somebody accompanies a learner"),
    "learning.begun": _l("Learning path begun"),
    "learning.completed": _l("Learning path finished"),
    "learning.due": _l("Station of a learning path due"),
    "learning.given": _l("Learning path given to somebody"),
    "learning.left": _l("Learning path left"),
    "learning.unaccompanied": _l("Somebody accompanies a learner no more"),
    "learning.went_on": _l("Station of a learning path done"),
    "mail.queued": _l("Mail about entries"),
    "missing_term.asked": _l("Term asked for"),
    "missing_term.declined": _l("Missing term declined"),
    "missing_term.merged": _l("Missing terms put together"),
    "missing_term.named": _l("Missing term made a label"),
    "missing_term.released": _l("Missing term released"),
    "missing_term.reopened": _l("Missing term open again"),
    "missing_term.taken": _l("Missing term begun"),
    "missing_term.withdrawn": _l("Request for a term taken back"),
    "person.deactivated": _l("Account deactivated"),
    "person.invited": _l("Somebody invited"),
    "person.reactivated": _l("Account activated again"),
    "role.given": _l("Access role given"),
    "person.last_day_over": _l("Last working day over"),
    "person.first_day_changed": _l("First working day written down"),
    "request.accepted": _l("Request accepted"),
    "request.declined": _l("Request declined"),
    "request.ended": _l("Duty ended"),
    "request.escalated": _l("Request passed to the next head"),
    "request.informed": _l("Named to be informed"),
    "request.passed_on": _l("Somebody else asked"),
    "request.reminded": _l("Reminded of a request"),
    "duty.in_force": _l("Duty in force"),
    "request.sent": _l("Request sent"),
    "request.taken_on": _l("Duty taken on"),
    "request.unanswered": _l("Request without an answer to the end"),
    "request.withdrawn": _l("Request taken back"),
    "reading.asked": _l("Asked to confirm an entry"),
    "reading.confirmed": _l("Entry confirmed as read"),
    "reading.due": _l("Reminded to confirm entries"),
    "reading.ended": _l("Confirmation not asked for any more"),
    "reading.relaxed": _l("Entry binding no more"),
    "reading.required": _l("Entry marked as binding"),
    "review.due": _l("Review due"),
    "seam.accepted": _l("Agreement at a seam accepted by one side"),
    "seam.agreed": _l("Agreement at a seam in force"),
    "seam.declined": _l("Agreement at a seam declined"),
    "seam.proposed": _l("Agreement at a seam proposed"),
    "signal.reported": _l("Signal reported"),
    "signal.settled": _l("Signal settled"),
    "signal.taken_up": _l("Signal taken up by an initiative"),
    "signal.reopened": _l("Signal open again"),
    "signal.known": _l("Signal marked as known already"),
    "signal.examined": _l("Root cause of a signal wanted"),
    "signal.answered": _l("Signal answered"),
    "task.assigned": _l("Task given to somebody"),
    "task.changed": _l("Task changed"),
    "task.commented": _l("Task commented"),
    "task.done": _l("Task done"),
    "task.due": _l("Task due"),
    "task.moved": _l("State of a task changed"),
    "task.orphaned": _l("Task of somebody who is gone"),
    "learning.taken_back": _l("Learning path taken back"),
    "reading.verified": _l("Confirmation verified"),
    "switch.turned_off": _l("Switched off for everybody"),
    "switch.turned_on": _l("Switched on for everybody"),
    "webhook.switched_off": _l("Webhook switched off"),
}


def consumer(name: str) -> Words:
    """The words for a consumer; its own name where there are none."""
    return CONSUMERS.get(name, Words(name, ""))


def job(name: str) -> Words:
    """The words for a job; its own name where there are none."""
    return JOBS.get(name, Words(name, ""))


def event(name: str) -> Any:
    """The words for an event; its own name where there are none."""
    return EVENTS.get(name, name)
