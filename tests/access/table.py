"""Who may call which address. A route that is not here fails the test: whoever adds one decides here who may pass.

`<kind>` stands for every kind of entry.
"""

EVERYONE = frozenset({"anonymous", "employee", "editor", "cx_manager", "administrator", "auditor"})
"""Open to all, whatever the settings."""
READERS = frozenset(EVERYONE)
"""Open to all while released entries are public, else to members."""
MEMBERS = EVERYONE - {"anonymous"}
RELEASERS = frozenset({"editor", "cx_manager"})
BULK = frozenset({"cx_manager"})
KEEPERS = frozenset({"cx_manager", "administrator"})
ADMINISTRATORS = frozenset({"administrator"})
OVERSEERS = frozenset({"cx_manager", "administrator", "auditor"})

PUBLIC_ROUTES = {
    "static", "jump.palette", "ops.health", "ops.ready", "ops.metrics", "overview.guide", "overview.preferences",
    "overview.privacy",
    "people.confirm_email", "people.confirm_email_submit", "people.forgot", "people.forgot_sent", "people.forgot_submit",
    "people.invite", "people.invite_submit", "people.reset", "people.reset_submit", "people.second_step",
    "people.second_step_submit", "people.setup", "people.setup_submit", "people.sign_in", "people.sign_in_submit",
}  # fmt: skip

READER_ROUTES = {
    "games.index", "games.cards", "games.meanings", "games.pairs",
    "overview.home", "search.results", "jump.suggest", "api.search", "people.departments", "people.department",
    "<kind>.map", "<kind>.a_to_z", "<kind>.index", "<kind>.page", "<kind>.print", "<kind>.print_style", "<kind>.pdf", "<kind>.print_all",
    "<kind>.print_all_style", "<kind>.card", "<kind>.used_in", "<kind>.file", "<kind>.files",
}  # fmt: skip

MEMBER_ROUTES = {
    "signals.index", "signals.new", "signals.create", "signals.page", "signals.seen", "signals.unsee", "signals.reword",
    "signals.examine", "signals.answer", "signals.duplicate", "signals.explain", "signals.to_initiative", "signals.task",
    "loops.index", "loops.fields", "loops.monthly_report", "<kind>.loop",
    "ownership.register_page", "ownership.register_csv", "ownership.person_duties", "ownership.findings_page", "ownership.findings_csv",
    "currency.reviews", "currency.reviews_csv", "currency.still_true", "currency.still_true_for_several",
    "ops.own_record", "seams.accept", "seams.decline", "seams.index", "seams.propose", "seams.say", "seams.seam",
    "notify.inbox", "notify.open_item", "notify.read_all", "notify.read_item", "people.directory", "people.person",
    "people.roles", "people.role", "people.profile", "people.profile_submit", "people.email", "people.email_drop",
    "people.email_submit", "people.password", "people.password_submit", "people.recovery_codes", "people.second_factor",
    "people.second_factor_off", "people.second_factor_start", "people.second_factor_submit", "people.sign_out",
    "people.own_copy", "people.own_copy_download", "people.own_away", "people.away", "people.away_add", "people.away_remove", "people.away_deputy",
    "people.away_last_day", "handover.index", "handover.new", "handover.create", "handover.page", "handover.propose", "handover.withdraw",
    "handover.finish", "handover.mine", "handover.answer", "handover.protocol",
    "people.sign_out_everywhere", "<kind>.pdf_all", "<kind>.history", "<kind>.revision", "<kind>.compare", "<kind>.choose_comparison",
    "<kind>.show_release", "<kind>.discussion", "<kind>.add_comment", "<kind>.answer_comment", "<kind>.mark_comment", "<kind>.resolve_comment",
    "<kind>.remove_comment", "<kind>.watch", "watching.page", "watching.change", "<kind>.preview", "<kind>.preview_hints", "<kind>.preview_drawing", "<kind>.preview_rows", "<kind>.new", "<kind>.create", "<kind>.edit",
    "<kind>.save", "<kind>.keep_draft", "<kind>.keep_new_draft", "<kind>.discard_draft", "<kind>.discard_new_draft",
    "<kind>.show_restore", "<kind>.do_restore", "<kind>.ownership",
    "ownership.answer_request", "ownership.request_page", "ownership.requests", "ownership.send_request",
    "ownership.send_requests", "ownership.unplan_request", "ownership.withdraw_request",
    "<kind>.evidence", "<kind>.change_evidence", "<kind>.remove_evidence", "evidence.index",
    "visit.page", "visit.stop", "visit.go", "visit.end",
}  # fmt: skip

WRITER_ROUTES = {
    "<kind>.new_evidence", "<kind>.add_evidence", "<kind>.edit_evidence", "signals.found", "signals.take",
}  # fmt: skip
"""Whoever answers for the entry passes, too: the services ask, and tests/evidence and tests/signals."""

MISSING_TERM_ROUTES = {
    **dict.fromkeys([f"missing_terms.{name}" for name in ("new", "create", "mine", "page", "withdraw")], MEMBERS),
    **dict.fromkeys(
        [
            f"missing_terms.{name}"
            for name in ("index", "links", "together", "decline", "reopen", "label", "merge", "apart")
        ],
        RELEASERS,
    ),
}
"""Whoever writes entries decides; who asked sees the own requests alone (tests/missing_terms)."""

CHANGE_ROUTES = {
    **dict.fromkeys(["change.index", "<kind>.change", "<kind>.change_plan", "<kind>.change_csv", "<kind>.change_group"], MEMBERS),
    **dict.fromkeys(["<kind>.change_new", "<kind>.change_create", "<kind>.change_edit", "<kind>.change_save",
                     "<kind>.change_done", "<kind>.change_ask_remove", "<kind>.change_remove", "<kind>.change_round_new",
                     "<kind>.change_round_add", "<kind>.change_round_remove", "<kind>.change_measures"], BULK),
}  # fmt: skip
"""Change management is written by the team of an initiative, and by who steers all."""

READING_ROUTES = {
    **dict.fromkeys([f"reading.{name}" for name in ("index", "confirmed", "confirmed_csv", "page", "begin", "confirm", "people",
                                           "people_csv", "verify", "verify_submit")],
                    MEMBERS),
    **dict.fromkeys([f"reading.{name}" for name in ("entries", "entries_csv", "require", "save", "relax")], BULK),
}  # fmt: skip
"""Heads see their own people, and mark what belongs to their departments (tests/reading)."""

FOLLOWING_ROUTES = dict.fromkeys(
    [f"learning.{name}" for name in ("mine", "begin", "walk", "pause", "resume", "ask_leave", "leave", "mentor", "step_back",
                                     "close", "station", "done", "undo", "task", "answer", "own")], MEMBERS,
)  # fmt: skip
"""Only what one follows oneself, and what those follow whom one accompanies (tests/learning)."""

SWITCH_ROUTES = {
    "people.switches_seen": MEMBERS,
    "people.admin_switches": OVERSEERS,
    **dict.fromkeys(["people.admin_switch", "people.admin_switch_submit"], ADMINISTRATORS),
}

DEMO_ROUTES = dict.fromkeys(["demo.people", "demo.sign_in"], EVERYONE)
"""At the sample company only (tests/demo); nowhere else do these addresses exist."""

FEED_ROUTES = {
    **dict.fromkeys(["feeds.private_calendar", "feeds.private_feed"], EVERYONE),
    "feeds.open_feed": READERS,
    **dict.fromkeys(["feeds.make_own", "feeds.own", "feeds.renew_own", "feeds.revoke_own"], MEMBERS),
}
"""Private addresses are open to whoever knows one."""

WEBHOOK_ROUTES = {
    "webhooks.ask_remove", "webhooks.create", "webhooks.edit", "webhooks.index", "webhooks.new", "webhooks.page",
    "webhooks.remove", "webhooks.renew_secret", "webhooks.save", "webhooks.send_again", "webhooks.switch",
    "webhooks.test",
}  # fmt: skip

INITIATIVE_ROUTES = {
    **dict.fromkeys(
        [f"<kind>.{name}" for name in ("table", "progress", "effect", "leave", "remove_row", "tie", "untie")], MEMBERS
    ),
    **dict.fromkeys(
        [
            f"<kind>.{name}"
            for name in ("report", "join", "milestone", "risk", "decision", "measure", "close", "recheck")
        ],
        BULK,
    ),
}
"""Who belongs to an initiative passes, too: the services ask, and tests/initiatives."""

TABLE: dict[str, frozenset[str]] = {
    **INITIATIVE_ROUTES,
    **FEED_ROUTES,
    **dict.fromkeys(WEBHOOK_ROUTES, ADMINISTRATORS),
    **dict.fromkeys(PUBLIC_ROUTES, EVERYONE),
    **dict.fromkeys(READER_ROUTES, READERS),
    **dict.fromkeys(MEMBER_ROUTES, MEMBERS),
    **dict.fromkeys(WRITER_ROUTES, RELEASERS),
    **dict.fromkeys(["tasks.index", "tasks.change_several", "tasks.board", "tasks.move_card", "tasks.new", "tasks.create", "tasks.page",
                     "tasks.edit", "tasks.save", "tasks.move", "tasks.add_item", "tasks.tick", "tasks.add_need", "tasks.remove_need",
                     "tasks.say", "tasks.take", "tasks.take_back", "<kind>.tasks", "tasks.mine", "tasks.mine_csv", "tasks.mine_done",
                     "tasks.mine_open", "tasks.calendar", "tasks.timeline"], MEMBERS),
    **MISSING_TERM_ROUTES,
    **CHANGE_ROUTES,
    **SWITCH_ROUTES,
    **dict.fromkeys(["learning.certificate", "learning.certificate_style", "learning.certificate_pdf"], MEMBERS),
    **FOLLOWING_ROUTES,
    **READING_ROUTES,
    **dict.fromkeys(["learning.people", "learning.company", "learning.give", "learning.give_submit"], BULK),
    # Heads alone, whom none of the stock people is: tests/learning/test_learning_people.py.
    **dict.fromkeys(["learning.person", "learning.take_back", "learning.appoint_mentor"], frozenset()),
    **dict.fromkeys(["entries.review_queue", "<kind>.do_release", "<kind>.do_reject", "<kind>.rename", "<kind>.do_rename",
                     "<kind>.add_file", "<kind>.ask_remove_file", "<kind>.remove_file"], RELEASERS),
    **dict.fromkeys(["entries.release_selected", "entries.show_selected"], BULK),
    **dict.fromkeys(["ownership.report", "ownership.report_csv"], frozenset({"cx_manager", "auditor"})),
    **dict.fromkeys(["<kind>.ask_duty", "<kind>.end_duty"], BULK),
    **dict.fromkeys(["dashboards.index", "dashboards.area"], MEMBERS),
    **dict.fromkeys(["dashboards.whole"], frozenset({"cx_manager", "auditor"})),
    **dict.fromkeys(["unclear.index", "unclear.pages", "unclear.pages_csv", "unclear.mine"], MEMBERS),
    **dict.fromkeys(["dashboards.editors", "learning.questions"], RELEASERS),
    **dict.fromkeys(["matrix.page", "matrix.row", "matrix.cell", "matrix.paper", "matrix.xlsx", "matrix.csv"], MEMBERS),
    **dict.fromkeys(["matrix.fill", "matrix.fill_row", "matrix.drop", "matrix.do_drop"], BULK),
    **dict.fromkeys(["entries.recycle_bin", "<kind>.archive", "<kind>.do_archive", "<kind>.unarchive",
                     "<kind>.do_unarchive", "<kind>.delete", "<kind>.do_delete", "<kind>.undelete",
                     "<kind>.do_undelete"], KEEPERS),
    **dict.fromkeys(["people.admin_department", "people.admin_department_create", "people.admin_department_delete",
                     "people.admin_department_delete_submit", "people.admin_department_new",
                     "people.admin_department_submit", "people.admin_departments", "people.admin_function",
                     "people.admin_function_create", "people.admin_function_delete",
                     "people.admin_function_delete_submit", "people.admin_function_new",
                     "people.admin_function_submit", "people.admin_functions", "people.admin_holder_add",
                     "people.admin_holder_remove"], KEEPERS),
    **dict.fromkeys(["people.admin", "people.admin_roles_given", "ops.operation", "ops.deliveries_list", "ops.settings_page", "ops.audit_page",
                     "ops.verify_audit", "ops.audit_file"], OVERSEERS),
    **dict.fromkeys(["ops.run_job", "ops.retry_all", "ops.retry_one", "ops.ask_drop", "ops.drop"], ADMINISTRATORS),
    **dict.fromkeys(["people.admin_invitations", "people.admin_withdraw", "people.admin_copy", "people.admin_copy_download", "people.admin_deactivate", "people.admin_erase", "people.admin_erase_submit", "people.admin_link",
                     "people.import_people", "people.import_people_submit", "people.import_plan", "people.import_plan_submit", "people.import_template",
                     "people.admin_people", "people.admin_person", "people.admin_person_submit",
                     "people.admin_reactivate", "people.admin_roles_submit", "people.admin_second_factor_off",
                     "people.invite_person", "people.invite_person_submit"], ADMINISTRATORS),
}  # fmt: skip
