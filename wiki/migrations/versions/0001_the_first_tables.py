"""the first tables"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit_row",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=40), nullable=True),
        sa.Column("action", sa.String(length=80), nullable=False),
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.Column("detail", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_row")),
        info={"on_pages": False},
    )
    with op.batch_alter_table("audit_row", schema=None) as batch_op:
        batch_op.create_index("ix_audit_row_action", ["action", "at", "id"], unique=False)
        batch_op.create_index("ix_audit_row_actor", ["actor", "at", "id"], unique=False)
        batch_op.create_index("ix_audit_row_at", ["at", "id"], unique=False)
        batch_op.create_index("ix_audit_row_subject", ["subject", "at", "id"], unique=False)

    op.create_table(
        "change",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=True),
        sa.Column("beside", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change")),
        info={"on_pages": False},
    )
    with op.batch_alter_table("change", schema=None) as batch_op:
        batch_op.create_index("ix_change_number", ["number"], unique=False)

    op.create_table(
        "change_counter",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_counter")),
        info={"on_pages": False},
    )
    op.create_table(
        "department",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("name_de", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column(
            "sort_key",
            sa.String(length=400).with_variant(sa.String(length=400, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("mailbox", sa.String(length=254), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("head_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["head_id"], ["person.id"], name="fk_department_head_id_person", ondelete="SET NULL", use_alter=True
        ),
        sa.ForeignKeyConstraint(["parent_id"], ["department.id"], name=op.f("fk_department_parent_id_department")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_department")),
        sa.UniqueConstraint("slug", name=op.f("uq_department_slug")),
    )
    with op.batch_alter_table("department", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_department_head_id"), ["head_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_department_parent_id"), ["parent_id"], unique=False)

    op.create_table(
        "due_job",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_seconds", sa.Float(), nullable=True),
        sa.Column("last_result", sa.Text(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_due_job")),
        info={"on_pages": False},
    )
    op.create_table(
        "ended_session",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_ended_session")),
        info={"on_pages": False},
    )
    op.create_table(
        "event",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("entry_id", sa.Integer(), nullable=True),
        sa.Column("data", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
        info={"on_pages": False},
    )
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_event_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_event_name"), ["name"], unique=False)

    op.create_table(
        "lease",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("owner", sa.String(length=200), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_lease")),
        info={"on_pages": False},
    )
    op.create_table(
        "search_index",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("version", sa.String(length=200), nullable=False),
        sa.Column("revision", sa.String(length=40), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("words", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_index")),
        info={"derived": True, "on_pages": False},
    )
    op.create_table(
        "search_miss",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("digest", "day", name=op.f("pk_search_miss")),
        info={"on_pages": False},
    )
    with op.batch_alter_table("search_miss", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_search_miss_day"), ["day"], unique=False)

    op.create_table(
        "search_row",
        sa.Column("generation", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("entry_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("piece", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("lexemes", sa.Text().with_variant(postgresql.TSVECTOR(), "postgresql"), nullable=False),
        sa.Column("sequence", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("generation", "entry_id", "field", "piece", name=op.f("pk_search_row")),
        info={"derived": True, "on_pages": False},
    )
    with op.batch_alter_table("search_row", schema=None) as batch_op:
        batch_op.create_index("ix_search_row_lexemes", ["lexemes"], unique=False, postgresql_using="gin")

    op.create_table(
        "sign_in_throttle",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.Column("window_started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("blocked_until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_throttle")),
        sa.UniqueConstraint("subject", name=op.f("uq_sign_in_throttle_subject")),
        info={"on_pages": False},
    )
    op.create_table(
        "webhook",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("host", sa.String(length=255), nullable=False),
        sa.Column("address", sa.LargeBinary(), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("old_secret", sa.LargeBinary(), nullable=True),
        sa.Column("old_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("form", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=40), nullable=False),
        sa.Column("events", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("kinds", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("off_reason", sa.String(length=40), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failing_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("rest_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("edits", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook")),
        info={"on_pages": False},
    )
    op.create_table(
        "audit_concern",
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["row_id"], ["audit_row.id"], name=op.f("fk_audit_concern_row_id_audit_row"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "row_id", name=op.f("pk_audit_concern")),
        info={"on_pages": False},
    )
    with op.batch_alter_table("audit_concern", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_concern_row_id"), ["row_id"], unique=False)

    op.create_table(
        "audit_seal",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["row_id"], ["audit_row.id"], name=op.f("fk_audit_seal_row_id_audit_row")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit_seal")),
        sa.UniqueConstraint("row_id", name=op.f("uq_audit_seal_row_id")),
        info={"on_pages": False},
    )
    op.create_table(
        "delivery",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("consumer", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lease_owner", sa.String(length=60), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_delivery_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
        sa.UniqueConstraint("event_id", "consumer", name=op.f("uq_delivery_event_id_consumer")),
        info={"on_pages": False},
    )
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.create_index("ix_delivery_open", ["consumer", "state", "due_at"], unique=False)

    op.create_table(
        "function",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("name_de", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column(
            "sort_key",
            sa.String(length=400).with_variant(sa.String(length=400, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column("single_holder", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_function_department_id_department"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_function")),
        sa.UniqueConstraint("slug", name=op.f("uq_function_slug")),
    )
    with op.batch_alter_table("function", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_function_department_id"), ["department_id"], unique=False)

    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("pseudonym", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column(
            "sort_key",
            sa.String(length=400).with_variant(sa.String(length=400, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column("language", sa.String(length=40), nullable=False),
        sa.Column("theme", sa.String(length=40), nullable=False),
        sa.Column("timezone", sa.String(length=60), nullable=False),
        sa.Column("mail_preference", sa.String(length=40), nullable=False),
        sa.Column("keys_enabled", sa.Boolean(), nullable=False),
        sa.Column("suggestions_enabled", sa.Boolean(), nullable=False),
        sa.Column("palette_enabled", sa.Boolean(), nullable=False),
        sa.Column("marks_terms", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deactivated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("joined_on", sa.Date(), nullable=True),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("leaving_announced", sa.Boolean(), nullable=False),
        sa.Column("deputy_id", sa.Integer(), nullable=True),
        sa.Column("last_signed_in_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("session_epoch", sa.Integer(), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("totp_secret", sa.LargeBinary(), nullable=True),
        sa.Column("totp_confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("totp_last_counter", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_person_department_id_department"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["deputy_id"], ["person.id"], name=op.f("fk_person_deputy_id_person"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("email", name=op.f("uq_person_email")),
        sa.UniqueConstraint("pseudonym", name=op.f("uq_person_pseudonym")),
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_department_id"), ["department_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_person_sort_key"), ["sort_key"], unique=False)

    op.create_table(
        "webhook_delivery",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("webhook_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("event", sa.String(length=60), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tried_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("milliseconds", sa.Integer(), nullable=True),
        sa.Column("problem", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_webhook_delivery_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["webhook_id"], ["webhook.id"], name=op.f("fk_webhook_delivery_webhook_id_webhook"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook_delivery")),
        sa.UniqueConstraint("number", name=op.f("uq_webhook_delivery_number")),
        sa.UniqueConstraint("webhook_id", "event_id", name=op.f("uq_webhook_delivery_webhook_id_event_id")),
        info={"on_pages": False},
    )
    with op.batch_alter_table("webhook_delivery", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_webhook_delivery_event_id"), ["event_id"], unique=False)
        batch_op.create_index("ix_webhook_delivery_open", ["webhook_id", "state", "due_at"], unique=False)

    op.create_table(
        "absence",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("deputy_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("last_day >= first_day", name=op.f("ck_absence_in_order")),
        sa.ForeignKeyConstraint(
            ["deputy_id"], ["person.id"], name=op.f("fk_absence_deputy_id_person"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_absence_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
    )
    with op.batch_alter_table("absence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_absence_deputy_id"), ["deputy_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_absence_last_day"), ["last_day"], unique=False)
        batch_op.create_index(batch_op.f("ix_absence_person_id"), ["person_id"], unique=False)

    op.create_table(
        "department_head",
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["department_id"],
            ["department.id"],
            name=op.f("fk_department_head_department_id_department"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_department_head_person_id_person"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("department_id", "since", name=op.f("pk_department_head")),
    )
    with op.batch_alter_table("department_head", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_department_head_person_id"), ["person_id"], unique=False)

    op.create_table(
        "department_watch",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("minor", sa.Boolean(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["department_id"],
            ["department.id"],
            name=op.f("fk_department_watch_department_id_department"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_department_watch_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "department_id", name=op.f("pk_department_watch")),
        info={"on_pages": False},
    )
    with op.batch_alter_table("department_watch", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_department_watch_department_id"), ["department_id"], unique=False)

    op.create_table(
        "edit_draft",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("entry_key", sa.String(length=40), nullable=False),
        sa.Column("base_number", sa.Integer(), nullable=False),
        sa.Column("form", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_edit_draft_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edit_draft")),
        sa.UniqueConstraint("person_id", "kind", "entry_key", name=op.f("uq_edit_draft_person_id_kind_entry_key")),
        info={"on_pages": False},
    )
    op.create_table(
        "entry",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("status_before_delete", sa.String(length=40), nullable=False),
        sa.Column("title_de", sa.String(length=200), nullable=False),
        sa.Column("title_en", sa.String(length=200), nullable=False),
        sa.Column(
            "sort_de",
            sa.String(length=400).with_variant(sa.String(length=400, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "sort_en",
            sa.String(length=400).with_variant(sa.String(length=400, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("summary_de", sa.Text(), nullable=False),
        sa.Column("summary_en", sa.Text(), nullable=False),
        sa.Column("field_of_action", sa.String(length=40), nullable=False),
        sa.Column("department", sa.String(length=100), nullable=False),
        sa.Column("review_months", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("released_id", sa.Integer(), nullable=True),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_review", sa.Date(), nullable=True),
        sa.Column("latest_number", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("deleted_by_id", sa.Integer(), nullable=True),
        sa.Column("successor_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["person.id"], name=op.f("fk_entry_created_by_id_person"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["deleted_by_id"], ["person.id"], name=op.f("fk_entry_deleted_by_id_person"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["released_id"], ["revision.id"], name="fk_entry_released_id_revision", use_alter=True),
        sa.ForeignKeyConstraint(
            ["successor_id"], ["entry.id"], name=op.f("fk_entry_successor_id_entry"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry")),
        sa.UniqueConstraint("kind", "slug", name=op.f("uq_entry_kind_slug")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_entry_department"), ["department"], unique=False)
        batch_op.create_index(batch_op.f("ix_entry_field_of_action"), ["field_of_action"], unique=False)
        batch_op.create_index("ix_entry_fields", ["kind", "status", "field_of_action"], unique=False)
        batch_op.create_index("ix_entry_list_de", ["kind", "status", "sort_de"], unique=False)
        batch_op.create_index("ix_entry_list_en", ["kind", "status", "sort_en"], unique=False)
        batch_op.create_index("ix_entry_newest", ["kind", "status", "released_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_entry_next_review"), ["next_review"], unique=False)
        batch_op.create_index(batch_op.f("ix_entry_released_at"), ["released_at"], unique=False)

    op.create_table(
        "feed_address",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("list_name", sa.String(length=40), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_feed_address_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feed_address")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_feed_address_token_hash")),
        info={"on_pages": False},
    )
    with op.batch_alter_table("feed_address", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_feed_address_person_id"), ["person_id"], unique=False)

    op.create_table(
        "function_holder",
        sa.Column("function_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["function_id"], ["function.id"], name=op.f("fk_function_holder_function_id_function"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_function_holder_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("function_id", "person_id", "since", name=op.f("pk_function_holder")),
    )
    with op.batch_alter_table("function_holder", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_function_holder_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            "uq_function_holder_now",
            ["function_id", "person_id"],
            unique=True,
            sqlite_where=sa.text("until IS NULL"),
            postgresql_where=sa.text("until IS NULL"),
        )

    op.create_table(
        "guided_visit",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.String(length=40), nullable=False),
        sa.Column("stop", sa.Integer(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_guided_visit_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_guided_visit")),
        info={"on_pages": False},
    )
    op.create_table(
        "handover",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("moves_on", sa.Date(), nullable=False),
        sa.Column("leaving", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("begun_by_id", sa.Integer(), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["begun_by_id"], ["person.id"], name=op.f("fk_handover_begun_by_id_person"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_handover_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover")),
        info={"on_pages": False},
    )
    with op.batch_alter_table("handover", schema=None) as batch_op:
        batch_op.create_index("ix_handover_due", ["state", "moves_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_handover_person_id"), ["person_id"], unique=False)

    op.create_table(
        "kind_watch",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("minor", sa.Boolean(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_kind_watch_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "kind", name=op.f("pk_kind_watch")),
        info={"on_pages": False},
    )
    with op.batch_alter_table("kind_watch", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_kind_watch_kind"), ["kind"], unique=False)

    op.create_table(
        "mail_message",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("occasion", sa.String(length=60), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("claimed_by", sa.String(length=40), nullable=True),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_mail_message_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_message")),
        sa.UniqueConstraint("person_id", "occasion", name=op.f("uq_mail_message_person_id_occasion")),
        info={"on_pages": False},
    )
    with op.batch_alter_table("mail_message", schema=None) as batch_op:
        batch_op.create_index("ix_mail_message_open", ["state", "offered_at"], unique=False)

    op.create_table(
        "person_role",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("given_by_id", sa.Integer(), nullable=True),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["given_by_id"], ["person.id"], name=op.f("fk_person_role_given_by_id_person"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_person_role_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "role", name=op.f("pk_person_role")),
        info={"on_pages": False},
    )
    op.create_table(
        "recovery_code",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_recovery_code_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_code")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_recovery_code_code_hash")),
        info={"on_pages": False},
    )
    with op.batch_alter_table("recovery_code", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_recovery_code_person_id"), ["person_id"], unique=False)

    op.create_table(
        "request_package",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("asker_id", sa.Integer(), nullable=True),
        sa.Column("asked_id", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=1000), nullable=False),
        sa.Column("effort", sa.String(length=120), nullable=False),
        sa.Column("tell", sa.String(length=40), nullable=False),
        sa.Column("tell_departments", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("tell_message", sa.String(length=500), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("reminded_on", sa.Date(), nullable=True),
        sa.Column("escalated_to_id", sa.Integer(), nullable=True),
        sa.Column("escalated_on", sa.Date(), nullable=True),
        sa.Column("escalations", sa.Integer(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["asked_id"], ["person.id"], name=op.f("fk_request_package_asked_id_person"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["asker_id"], ["person.id"], name=op.f("fk_request_package_asker_id_person"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["escalated_to_id"],
            ["person.id"],
            name=op.f("fk_request_package_escalated_to_id_person"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request_package")),
        info={"on_pages": False},
    )
    with op.batch_alter_table("request_package", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_request_package_asked_id"), ["asked_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_request_package_asker_id"), ["asker_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_request_package_escalated_to_id"), ["escalated_to_id"], unique=False)
        batch_op.create_index("ix_request_package_open", ["state", "due"], unique=False)

    op.create_table(
        "single_use_link",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("purpose", sa.String(length=40), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("expires_at > created_at", name=op.f("ck_single_use_link_expires_later")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_single_use_link_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_single_use_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_single_use_link_token_hash")),
        info={"on_pages": False},
    )
    with op.batch_alter_table("single_use_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_single_use_link_person_id"), ["person_id"], unique=False)

    op.create_table(
        "staged_import",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("staged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_staged_import_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staged_import")),
        info={"on_pages": False},
    )
    with op.batch_alter_table("staged_import", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_staged_import_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_staged_import_staged_at"), ["staged_at"], unique=False)

    op.create_table(
        "switch",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by_id", sa.Integer(), nullable=True),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["changed_by_id"], ["person.id"], name=op.f("fk_switch_changed_by_id_person"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_switch")),
        info={"on_pages": False},
    )
    with op.batch_alter_table("switch", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_switch_changed_by_id"), ["changed_by_id"], unique=False)

    op.create_table(
        "switch_seen",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_switch_seen_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "name", name=op.f("pk_switch_seen")),
        info={"on_pages": False},
    )
    op.create_table(
        "accountability",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("step_key", sa.String(length=40), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("function_id", sa.Integer(), nullable=True),
        sa.Column("acting", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(length=40), nullable=True),
        sa.CheckConstraint("person_id IS NULL OR function_id IS NULL", name=op.f("ck_accountability_one_holder")),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entry.id"], name=op.f("fk_accountability_entry_id_entry"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["function_id"], ["function.id"], name=op.f("fk_accountability_function_id_function")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_accountability_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accountability")),
        sa.UniqueConstraint("entry_id", "step_key", "since", name=op.f("uq_accountability_entry_id_step_key_since")),
    )
    with op.batch_alter_table("accountability", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_accountability_function_id"), ["function_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_accountability_person_id"), ["person_id"], unique=False)

    op.create_table(
        "attachment",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("pasted", sa.Boolean(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["person.id"], name=op.f("fk_attachment_added_by_id_person"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entry.id"], name=op.f("fk_attachment_entry_id_entry"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
        sa.UniqueConstraint("entry_id", "name", name=op.f("uq_attachment_entry_id_name")),
        info={"on_pages": False},
    )
    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attachment_sha256"), ["sha256"], unique=False)

    op.create_table(
        "change_group",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column("function_id", sa.Integer(), nullable=True),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("influence", sa.Integer(), nullable=False),
        sa.Column("interest", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(length=500), nullable=False),
        sa.Column("edits", sa.Integer(), nullable=False),
        sa.CheckConstraint("influence BETWEEN 1 AND 5", name=op.f("ck_change_group_influence")),
        sa.CheckConstraint("interest BETWEEN 1 AND 5", name=op.f("ck_change_group_interest")),
        sa.CheckConstraint("people >= 5", name=op.f("ck_change_group_large_enough")),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_change_group_department_id_department")
        ),
        sa.ForeignKeyConstraint(["function_id"], ["function.id"], name=op.f("fk_change_group_function_id_function")),
        sa.ForeignKeyConstraint(
            ["initiative_id"], ["entry.id"], name=op.f("fk_change_group_initiative_id_entry"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_group")),
        info={"on_pages": False},
    )
    with op.batch_alter_table("change_group", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_change_group_department_id"), ["department_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_change_group_function_id"), ["function_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_change_group_initiative_id"), ["initiative_id"], unique=False)

    op.create_table(
        "comment",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("tone", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("on_revision", sa.Integer(), nullable=False),
        sa.Column("step_key", sa.String(length=40), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resolved_by_id", sa.Integer(), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("by_newcomer", sa.Boolean(), nullable=False),
        sa.Column("passed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_comment_author_id_person"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_comment_entry_id_entry"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["comment.id"], name=op.f("fk_comment_parent_id_comment"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["resolved_by_id"], ["person.id"], name=op.f("fk_comment_resolved_by_id_person"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment")),
        info={"on_pages": False},
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_comment_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_comment_parent_id"), ["parent_id"], unique=False)

    op.create_table(
        "duty",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("step_key", sa.String(length=40), nullable=False),
        sa.Column("letter", sa.String(length=1), nullable=False),
        sa.Column("holder_key", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("function_id", sa.Integer(), nullable=True),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(length=40), nullable=True),
        sa.CheckConstraint("until IS NULL OR until >= since", name=op.f("ck_duty_in_order")),
        sa.ForeignKeyConstraint(["department_id"], ["department.id"], name=op.f("fk_duty_department_id_department")),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_duty_entry_id_entry"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["function_id"], ["function.id"], name=op.f("fk_duty_function_id_function")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_duty_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty")),
        sa.UniqueConstraint(
            "entry_id",
            "step_key",
            "letter",
            "holder_key",
            "since",
            name=op.f("uq_duty_entry_id_step_key_letter_holder_key_since"),
        ),
    )
    with op.batch_alter_table("duty", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_duty_department_id"), ["department_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_duty_function_id"), ["function_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_duty_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            "uq_duty_now",
            ["entry_id", "step_key", "letter", "holder_key"],
            unique=True,
            sqlite_where=sa.text("until IS NULL"),
            postgresql_where=sa.text("until IS NULL"),
        )

    op.create_table(
        "duty_request",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("package_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("step_key", sa.String(length=40), nullable=False),
        sa.Column("letter", sa.String(length=1), nullable=False),
        sa.Column("act", sa.String(length=40), nullable=False),
        sa.Column("holder_key", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("function_id", sa.Integer(), nullable=True),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("tell_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["person.id"], name=op.f("fk_duty_request_decided_by_id_person"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["department_id"],
            ["department.id"],
            name=op.f("fk_duty_request_department_id_department"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entry.id"], name=op.f("fk_duty_request_entry_id_entry"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["function_id"], ["function.id"], name=op.f("fk_duty_request_function_id_function"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["package_id"],
            ["request_package.id"],
            name=op.f("fk_duty_request_package_id_request_package"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_duty_request_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_request")),
        info={"on_pages": False},
    )
    with op.batch_alter_table("duty_request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_duty_request_department_id"), ["department_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_duty_request_function_id"), ["function_id"], unique=False)
        batch_op.create_index("ix_duty_request_object", ["entry_id", "step_key"], unique=False)
        batch_op.create_index(batch_op.f("ix_duty_request_package_id"), ["package_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_duty_request_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_duty_request_state"), ["state"], unique=False)
        batch_op.create_index(batch_op.f("ix_duty_request_tell_on"), ["tell_on"], unique=False)

    op.create_table(
        "enrolment",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("path_id", sa.Integer(), nullable=True),
        sa.Column("own", sa.Boolean(), nullable=False),
        sa.Column("title_de", sa.String(length=200), nullable=False),
        sa.Column("title_en", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("assigned_by_id", sa.Integer(), nullable=True),
        sa.Column("mentor_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("completed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("completed_number", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("paused_on", sa.Date(), nullable=True),
        sa.Column("seen_number", sa.Integer(), nullable=False),
        sa.Column("edits", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assigned_by_id"], ["person.id"], name=op.f("fk_enrolment_assigned_by_id_person"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["mentor_id"], ["person.id"], name=op.f("fk_enrolment_mentor_id_person"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["path_id"], ["entry.id"], name=op.f("fk_enrolment_path_id_entry"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_enrolment_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrolment")),
        info={"on_pages": False},
    )
    with op.batch_alter_table("enrolment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_enrolment_assigned_by_id"), ["assigned_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_enrolment_mentor_id"), ["mentor_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_enrolment_path_id"), ["path_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_enrolment_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            "uq_enrolment_open",
            ["person_id", "path_id"],
            unique=True,
            sqlite_where=sa.text("completed_at IS NULL AND ended_at IS NULL"),
            postgresql_where=sa.text("completed_at IS NULL AND ended_at IS NULL"),
        )

    op.create_table(
        "entry_link",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("target_kind", sa.String(length=40), nullable=False),
        sa.Column("target_slug", sa.String(length=100), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=True),
        sa.Column("step_key", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["source_id"], ["entry.id"], name=op.f("fk_entry_link_source_id_entry"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["target_id"], ["entry.id"], name=op.f("fk_entry_link_target_id_entry"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry_link")),
    )
    with op.batch_alter_table("entry_link", schema=None) as batch_op:
        batch_op.create_index("ix_entry_link_missing", ["target_slug", "target_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_entry_link_source_id"), ["source_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_entry_link_target_id"), ["target_id"], unique=False)

    op.create_table(
        "entry_slug",
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entry.id"], name=op.f("fk_entry_slug_entry_id_entry"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("kind", "slug", name=op.f("pk_entry_slug")),
    )
    with op.batch_alter_table("entry_slug", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_entry_slug_entry_id"), ["entry_id"], unique=False)

    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("step_key", sa.String(length=40), nullable=False),
        sa.Column("called", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("sort", sa.String(length=40), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("url", sa.String(length=500), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("cases", sa.Integer(), nullable=True),
        sa.Column("strength", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=40), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("edits", sa.Integer(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entry.id"], name=op.f("fk_evidence_entry_id_entry"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["told_by_id"], ["person.id"], name=op.f("fk_evidence_told_by_id_person"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.create_index("ix_evidence_place", ["entry_id", "step_key"], unique=False)
        batch_op.create_index(batch_op.f("ix_evidence_told_by_id"), ["told_by_id"], unique=False)

    op.create_table(
        "guideline",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["entry.id"], name=op.f("fk_guideline_id_entry"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guideline")),
    )
    with op.batch_alter_table("guideline", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_guideline_valid_from"), ["valid_from"], unique=False)

    op.create_table(
        "handover_item",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("handover_id", sa.Integer(), nullable=False),
        sa.Column("sort", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=True),
        sa.Column("step_key", sa.String(length=40), nullable=False),
        sa.Column("ref_id", sa.Integer(), nullable=False),
        sa.Column("department", sa.String(length=100), nullable=False),
        sa.Column("title_de", sa.String(length=200), nullable=False),
        sa.Column("title_en", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("successor_id", sa.Integer(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("holder_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entry.id"], name=op.f("fk_handover_item_entry_id_entry"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["handover_id"], ["handover.id"], name=op.f("fk_handover_item_handover_id_handover"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["holder_id"], ["person.id"], name=op.f("fk_handover_item_holder_id_person")),
        sa.ForeignKeyConstraint(["successor_id"], ["person.id"], name=op.f("fk_handover_item_successor_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover_item")),
        sa.UniqueConstraint("handover_id", "key", name=op.f("uq_handover_item_handover_id_key")),
        info={"on_pages": False},
    )
    with op.batch_alter_table("handover_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_handover_item_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_handover_item_successor_id"), ["successor_id"], unique=False)

    op.create_table(
        "handover_protocol",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("handover_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("document", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["handover_id"], ["handover.id"], name=op.f("fk_handover_protocol_handover_id_handover")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover_protocol")),
        sa.UniqueConstraint("handover_id", name=op.f("uq_handover_protocol_handover_id")),
        info={"on_pages": False},
    )
    op.create_table(
        "inbox_item",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("matter", sa.String(length=40), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=True),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("data", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("mail_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["person.id"], name=op.f("fk_inbox_item_actor_id_person"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entry.id"], name=op.f("fk_inbox_item_entry_id_entry"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["mail_id"], ["mail_message.id"], name=op.f("fk_inbox_item_mail_id_mail_message"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_inbox_item_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbox_item")),
        sa.UniqueConstraint("person_id", "event_id", name=op.f("uq_inbox_item_person_id_event_id")),
        info={"on_pages": False},
    )
    with op.batch_alter_table("inbox_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_inbox_item_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index("ix_inbox_item_unmailed", ["mail_id", "created_at"], unique=False)
        batch_op.create_index("ix_inbox_item_unread", ["person_id", "read_at"], unique=False)

    op.create_table(
        "initiative",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("aspects", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("light", sa.String(length=40), nullable=False),
        sa.Column("stage_since", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("why_no_effect", sa.String(length=500), nullable=False),
        sa.Column("figure_de", sa.String(length=200), nullable=False),
        sa.Column("figure_en", sa.String(length=200), nullable=False),
        sa.Column("unit", sa.String(length=40), nullable=False),
        sa.Column("better", sa.String(length=40), nullable=False),
        sa.Column("baseline", sa.Float(), nullable=True),
        sa.Column("baseline_on", sa.Date(), nullable=True),
        sa.Column("baseline_cases", sa.Integer(), nullable=True),
        sa.Column("baseline_source", sa.String(length=300), nullable=False),
        sa.Column("target", sa.Float(), nullable=True),
        sa.Column("target_on", sa.Date(), nullable=True),
        sa.Column("effect", sa.Float(), nullable=True),
        sa.Column("effect_on", sa.Date(), nullable=True),
        sa.Column("effect_cases", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["entry.id"], name=op.f("fk_initiative_id_entry"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_initiative")),
    )
    with op.batch_alter_table("initiative", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_initiative_stage"), ["stage"], unique=False)

    op.create_table(
        "initiative_decision",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["initiative_id"], ["entry.id"], name=op.f("fk_initiative_decision_initiative_id_entry"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"],
            ["person.id"],
            name=op.f("fk_initiative_decision_recorded_by_id_person"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_initiative_decision")),
        info={"on_pages": False},
    )
    with op.batch_alter_table("initiative_decision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_initiative_decision_initiative_id"), ["initiative_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_initiative_decision_recorded_by_id"), ["recorded_by_id"], unique=False)

    op.create_table(
        "initiative_measurement",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("sort", sa.String(length=40), nullable=False),
        sa.Column("measured_on", sa.Date(), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("n IS NULL OR n > 0", name=op.f("ck_initiative_measurement_cases")),
        sa.ForeignKeyConstraint(
            ["initiative_id"],
            ["entry.id"],
            name=op.f("fk_initiative_measurement_initiative_id_entry"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"],
            ["person.id"],
            name=op.f("fk_initiative_measurement_recorded_by_id_person"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_initiative_measurement")),
        info={"on_pages": False},
    )
    with op.batch_alter_table("initiative_measurement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_initiative_measurement_initiative_id"), ["initiative_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_initiative_measurement_recorded_by_id"), ["recorded_by_id"], unique=False)

    op.create_table(
        "initiative_member",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=40), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["initiative_id"], ["entry.id"], name=op.f("fk_initiative_member_initiative_id_entry"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_initiative_member_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_initiative_member")),
        info={"on_pages": False},
    )
    with op.batch_alter_table("initiative_member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_initiative_member_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            "uq_initiative_lead_now",
            ["initiative_id", "part"],
            unique=True,
            sqlite_where=sa.text("until IS NULL AND part <> 'member'"),
            postgresql_where=sa.text("until IS NULL AND part <> 'member'"),
        )
        batch_op.create_index(
            "uq_initiative_member_now",
            ["initiative_id", "person_id", "part"],
            unique=True,
            sqlite_where=sa.text("until IS NULL"),
            postgresql_where=sa.text("until IS NULL"),
        )

    op.create_table(
        "initiative_milestone",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("reached_on", sa.Date(), nullable=True),
        sa.Column("edits", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["initiative_id"],
            ["entry.id"],
            name=op.f("fk_initiative_milestone_initiative_id_entry"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_initiative_milestone")),
        info={"on_pages": False},
    )
    with op.batch_alter_table("initiative_milestone", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_initiative_milestone_initiative_id"), ["initiative_id"], unique=False)

    op.create_table(
        "initiative_report",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("light", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["by_id"], ["person.id"], name=op.f("fk_initiative_report_by_id_person"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["initiative_id"], ["entry.id"], name=op.f("fk_initiative_report_initiative_id_entry"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_initiative_report")),
        info={"on_pages": False},
    )
    with op.batch_alter_table("initiative_report", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_initiative_report_by_id"), ["by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_initiative_report_initiative_id"), ["initiative_id"], unique=False)

    op.create_table(
        "initiative_risk",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.Column("likelihood", sa.Integer(), nullable=False),
        sa.Column("harm", sa.Integer(), nullable=False),
        sa.Column("answer", sa.String(length=500), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("edits", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["initiative_id"], ["entry.id"], name=op.f("fk_initiative_risk_initiative_id_entry"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_initiative_risk")),
        info={"on_pages": False},
    )
    with op.batch_alter_table("initiative_risk", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_initiative_risk_initiative_id"), ["initiative_id"], unique=False)

    op.create_table(
        "initiative_seam",
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("from_key", sa.String(length=40), nullable=False),
        sa.Column("to_key", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entry.id"], name=op.f("fk_initiative_seam_entry_id_entry"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["initiative_id"], ["entry.id"], name=op.f("fk_initiative_seam_initiative_id_entry"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("initiative_id", "entry_id", "from_key", "to_key", name=op.f("pk_initiative_seam")),
        info={"on_pages": False},
    )
    with op.batch_alter_table("initiative_seam", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_initiative_seam_entry_id"), ["entry_id"], unique=False)

    op.create_table(
        "journey",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("market", sa.String(length=40), nullable=False),
        sa.Column("phases", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("moment_count", sa.Integer(), nullable=False),
        sa.Column("lowest", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["entry.id"], name=op.f("fk_journey_id_entry"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journey")),
    )
    with op.batch_alter_table("journey", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_journey_market"), ["market"], unique=False)
        batch_op.create_index(batch_op.f("ix_journey_state"), ["state"], unique=False)

    op.create_table(
        "learning_path",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("stations", sa.Integer(), nullable=False),
        sa.Column("for_newcomers", sa.Boolean(), nullable=False),
        sa.Column("functions", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("departments", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("roles", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["entry.id"], name=op.f("fk_learning_path_id_entry"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_path")),
    )
    with op.batch_alter_table("learning_path", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_learning_path_for_newcomers"), ["for_newcomers"], unique=False)

    op.create_table(
        "missing_term",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("word", sa.String(length=120), nullable=False),
        sa.Column("language", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=True),
        sa.Column("as_label", sa.Boolean(), nullable=False),
        sa.Column("merged_into_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("edits", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["person.id"], name=op.f("fk_missing_term_decided_by_id_person"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entry.id"], name=op.f("fk_missing_term_entry_id_entry"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["merged_into_id"],
            ["missing_term.id"],
            name=op.f("fk_missing_term_merged_into_id_missing_term"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_missing_term")),
        info={"on_pages": False},
    )
    with op.batch_alter_table("missing_term", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_missing_term_decided_by_id"), ["decided_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_missing_term_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_missing_term_merged_into_id"), ["merged_into_id"], unique=False)
        batch_op.create_index("ix_missing_term_state", ["state", "changed_at"], unique=False)

    op.create_table(
        "persona",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("first_name", sa.String(length=200), nullable=False),
        sa.Column("market", sa.String(length=40), nullable=False),
        sa.Column("basis", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["entry.id"], name=op.f("fk_persona_id_entry"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_persona")),
    )
    with op.batch_alter_table("persona", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_persona_basis"), ["basis"], unique=False)
        batch_op.create_index(batch_op.f("ix_persona_market"), ["market"], unique=False)

    op.create_table(
        "process",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("process_type", sa.String(length=40), nullable=False),
        sa.Column("phases", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("step_count", sa.Integer(), nullable=False),
        sa.Column("break_point_count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["entry.id"], name=op.f("fk_process_id_entry"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_process")),
    )
    with op.batch_alter_table("process", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_process_number"), ["number"], unique=False)
        batch_op.create_index(batch_op.f("ix_process_process_type"), ["process_type"], unique=False)

    op.create_table(
        "required_reading",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("everybody", sa.Boolean(), nullable=False),
        sa.Column("department_ids", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("function_ids", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("within_days", sa.Integer(), nullable=False),
        sa.Column("again_months", sa.Integer(), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("why", sa.String(length=300), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("edits", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["person.id"], name=op.f("fk_required_reading_by_id_person"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entry.id"], name=op.f("fk_required_reading_entry_id_entry"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_required_reading")),
        info={"on_pages": False},
    )
    with op.batch_alter_table("required_reading", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_required_reading_by_id"), ["by_id"], unique=False)

    op.create_table(
        "review_reminder",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("next_review", sa.Date(), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entry.id"], name=op.f("fk_review_reminder_entry_id_entry"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("entry_id", "next_review", "stage", name=op.f("pk_review_reminder")),
        info={"on_pages": False},
    )
    op.create_table(
        "revision",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("base_number", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("is_proposal", sa.Boolean(), nullable=False),
        sa.Column("minor", sa.Boolean(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("author_pseudonym", sa.String(length=40), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("title_de", sa.String(length=200), nullable=False),
        sa.Column("title_en", sa.String(length=200), nullable=False),
        sa.Column("schema_version", sa.Integer(), nullable=False),
        sa.Column("payload", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("touched", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decision_note", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_revision_author_id_person"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["person.id"], name=op.f("fk_revision_decided_by_id_person"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entry.id"], name=op.f("fk_revision_entry_id_entry"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision")),
        sa.UniqueConstraint("entry_id", "number", name=op.f("uq_revision_entry_id_number")),
        info={"on_pages": False},
    )
    with op.batch_alter_table("revision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_revision_author_id"), ["author_id"], unique=False)
        batch_op.create_index("ix_revision_state", ["state", "created_at"], unique=False)

    op.create_table(
        "seam",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("from_key", sa.String(length=40), nullable=False),
        sa.Column("to_key", sa.String(length=40), nullable=False),
        sa.Column("causes", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("context", sa.String(length=40), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("called", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("edits", sa.Integer(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_seam_entry_id_entry"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["told_by_id"], ["person.id"], name=op.f("fk_seam_told_by_id_person"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seam")),
        sa.UniqueConstraint("entry_id", "from_key", "to_key", name=op.f("uq_seam_entry_id_from_key_to_key")),
    )
    with op.batch_alter_table("seam", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_seam_told_by_id"), ["told_by_id"], unique=False)

    op.create_table(
        "search_text",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.String(length=40), nullable=False),
        sa.Column("passages", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entry.id"], name=op.f("fk_search_text_entry_id_entry"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_search_text")),
        info={"on_pages": False},
    )
    op.create_table(
        "signal",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("sort", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("severity", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=True),
        sa.Column("step_key", sa.String(length=40), nullable=False),
        sa.Column("to_key", sa.String(length=40), nullable=False),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("source_note", sa.String(length=300), nullable=False),
        sa.Column("origin", sa.String(length=120), nullable=False),
        sa.Column("is_nameless", sa.Boolean(), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reported_by_id", sa.Integer(), nullable=True),
        sa.Column("edits", sa.Integer(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("duplicate_of_id", sa.Integer(), nullable=True),
        sa.Column("root_cause", sa.Text(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["person.id"], name=op.f("fk_signal_decided_by_id_person"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["duplicate_of_id"], ["signal.id"], name=op.f("fk_signal_duplicate_of_id_signal"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_signal_entry_id_entry"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["initiative_id"], ["entry.id"], name=op.f("fk_signal_initiative_id_entry"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["reported_by_id"], ["person.id"], name=op.f("fk_signal_reported_by_id_person"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signal")),
        info={"on_pages": False},
    )
    with op.batch_alter_table("signal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_signal_decided_by_id"), ["decided_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_signal_duplicate_of_id"), ["duplicate_of_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_signal_initiative_id"), ["initiative_id"], unique=False)
        batch_op.create_index("ix_signal_place", ["entry_id", "step_key"], unique=False)
        batch_op.create_index(batch_op.f("ix_signal_reported_by_id"), ["reported_by_id"], unique=False)
        batch_op.create_index("ix_signal_state", ["state", "reported_at"], unique=False)
        batch_op.create_index(
            "uq_signal_origin",
            ["origin"],
            unique=True,
            sqlite_where=sa.text("origin != ''"),
            postgresql_where=sa.text("origin != ''"),
        )

    op.create_table(
        "signals_here",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("step_key", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entry.id"], name=op.f("fk_signals_here_entry_id_entry"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("entry_id", "step_key", name=op.f("pk_signals_here")),
    )
    op.create_table(
        "term",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scope", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["entry.id"], name=op.f("fk_term_id_entry"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term")),
    )
    op.create_table(
        "touchpoint",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("direction", sa.String(length=40), nullable=False),
        sa.Column("medium", sa.String(length=40), nullable=False),
        sa.Column("contact", sa.String(length=40), nullable=False),
        sa.Column("personal", sa.String(length=40), nullable=False),
        sa.Column("phases", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("owned_by", sa.String(length=40), nullable=False),
        sa.Column("visible_to_employees", sa.Boolean(), nullable=False),
        sa.Column("importance_customer", sa.Integer(), nullable=True),
        sa.Column("importance_process", sa.Integer(), nullable=True),
        sa.Column("moment_of_truth", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["entry.id"], name=op.f("fk_touchpoint_id_entry"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_touchpoint")),
    )
    with op.batch_alter_table("touchpoint", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_touchpoint_channel"), ["channel"], unique=False)

    op.create_table(
        "watch",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("muted", sa.Boolean(), nullable=False),
        sa.Column("minor", sa.Boolean(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_watch_entry_id_entry"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_watch_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "entry_id", name=op.f("pk_watch")),
        info={"on_pages": False},
    )
    with op.batch_alter_table("watch", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_watch_entry_id"), ["entry_id"], unique=False)

    op.create_table(
        "change_message",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=1000), nullable=False),
        sa.Column("audience", sa.String(length=40), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column("channel", sa.String(length=120), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=False),
        sa.Column("sender_id", sa.Integer(), nullable=True),
        sa.Column("sender_function_id", sa.Integer(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("edits", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_change_message_department_id_department")
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["change_group.id"], name=op.f("fk_change_message_group_id_change_group"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["initiative_id"], ["entry.id"], name=op.f("fk_change_message_initiative_id_entry"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["sender_function_id"],
            ["function.id"],
            name=op.f("fk_change_message_sender_function_id_function"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["sender_id"], ["person.id"], name=op.f("fk_change_message_sender_id_person"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_message")),
        info={"on_pages": False},
    )
    with op.batch_alter_table("change_message", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_change_message_department_id"), ["department_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_change_message_group_id"), ["group_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_change_message_initiative_id"), ["initiative_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_change_message_sender_function_id"), ["sender_function_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_change_message_sender_id"), ["sender_id"], unique=False)

    op.create_table(
        "change_resistance",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("element", sa.String(length=40), nullable=False),
        sa.Column("answer", sa.String(length=1000), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("edits", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["change_group.id"],
            name=op.f("fk_change_resistance_group_id_change_group"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["initiative_id"], ["entry.id"], name=op.f("fk_change_resistance_initiative_id_entry"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_resistance")),
        info={"on_pages": False},
    )
    with op.batch_alter_table("change_resistance", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_change_resistance_group_id"), ["group_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_change_resistance_initiative_id"), ["initiative_id"], unique=False)

    op.create_table(
        "change_round",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("way", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("answers", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("shares", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("profile", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.CheckConstraint("way <> 'asked' OR number >= 5", name=op.f("ck_change_round_enough_answers")),
        sa.ForeignKeyConstraint(
            ["group_id"], ["change_group.id"], name=op.f("fk_change_round_group_id_change_group"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_round")),
        sa.UniqueConstraint("group_id", "day", "way", name=op.f("uq_change_round_group_id_day_way")),
        info={"on_pages": False},
    )
    op.create_table(
        "change_training",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("form", sa.String(length=40), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("edits", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"], ["change_group.id"], name=op.f("fk_change_training_group_id_change_group"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["initiative_id"], ["entry.id"], name=op.f("fk_change_training_initiative_id_entry"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_training")),
        info={"on_pages": False},
    )
    with op.batch_alter_table("change_training", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_change_training_group_id"), ["group_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_change_training_initiative_id"), ["initiative_id"], unique=False)

    op.create_table(
        "initiative_change",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["person.id"], name=op.f("fk_initiative_change_added_by_id_person"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entry.id"], name=op.f("fk_initiative_change_entry_id_entry"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["initiative_id"], ["entry.id"], name=op.f("fk_initiative_change_initiative_id_entry"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_initiative_change_revision_id_revision"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_initiative_change")),
        sa.UniqueConstraint(
            "initiative_id", "revision_id", name=op.f("uq_initiative_change_initiative_id_revision_id")
        ),
        info={"on_pages": False},
    )
    with op.batch_alter_table("initiative_change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_initiative_change_added_by_id"), ["added_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_initiative_change_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_initiative_change_revision_id"), ["revision_id"], unique=False)

    op.create_table(
        "learning_answer",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("station", sa.String(length=120), nullable=False),
        sa.Column("question", sa.String(length=200), nullable=False),
        sa.Column("chosen", sa.String(length=200), nullable=False),
        sa.Column("is_right", sa.Boolean(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"],
            ["enrolment.id"],
            name=op.f("fk_learning_answer_enrolment_id_enrolment"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_answer")),
        sa.UniqueConstraint(
            "enrolment_id", "station", "question", name=op.f("uq_learning_answer_enrolment_id_station_question")
        ),
        info={"on_pages": False},
    )
    with op.batch_alter_table("learning_answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_learning_answer_enrolment_id"), ["enrolment_id"], unique=False)

    op.create_table(
        "learning_reminder",
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(length=160), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"],
            ["enrolment.id"],
            name=op.f("fk_learning_reminder_enrolment_id_enrolment"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("enrolment_id", "stage", name=op.f("pk_learning_reminder")),
        info={"on_pages": False},
    )
    op.create_table(
        "missing_word",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("term_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=120), nullable=False),
        sa.Column("language", sa.String(length=40), nullable=False),
        sa.Column("folded", sa.String(length=300), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("from_search", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["term_id"], ["missing_term.id"], name=op.f("fk_missing_word_term_id_missing_term"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_missing_word")),
        sa.UniqueConstraint("digest", name=op.f("uq_missing_word_digest")),
        sa.UniqueConstraint("folded", name=op.f("uq_missing_word_folded")),
        info={"on_pages": False},
    )
    with op.batch_alter_table("missing_word", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_missing_word_slug"), ["slug"], unique=False)
        batch_op.create_index(batch_op.f("ix_missing_word_term_id"), ["term_id"], unique=False)

    op.create_table(
        "process_step",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("lane", sa.String(length=40), nullable=False),
        sa.Column("title_de", sa.String(length=200), nullable=False),
        sa.Column("title_en", sa.String(length=200), nullable=False),
        sa.Column("touchpoint", sa.String(length=100), nullable=False),
        sa.Column("function", sa.String(length=100), nullable=False),
        sa.Column("actor_de", sa.String(length=200), nullable=False),
        sa.Column("actor_en", sa.String(length=200), nullable=False),
        sa.Column("expectation_met", sa.String(length=40), nullable=False),
        sa.Column("promise_hours", sa.Integer(), nullable=True),
        sa.Column("has_promise", sa.Boolean(), nullable=False),
        sa.Column("has_wait", sa.Boolean(), nullable=False),
        sa.Column("has_drop_out", sa.Boolean(), nullable=False),
        sa.Column("has_break_point", sa.Boolean(), nullable=False),
        sa.Column("break_severity", sa.String(length=40), nullable=False),
        sa.Column("break_point_de", sa.Text(), nullable=False),
        sa.Column("break_point_en", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["process_id"], ["process.id"], name=op.f("fk_process_step_process_id_process"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_process_step")),
        sa.UniqueConstraint("process_id", "key", name=op.f("uq_process_step_process_id_key")),
    )
    with op.batch_alter_table("process_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_process_step_function"), ["function"], unique=False)
        batch_op.create_index(batch_op.f("ix_process_step_has_break_point"), ["has_break_point"], unique=False)
        batch_op.create_index(batch_op.f("ix_process_step_lane"), ["lane"], unique=False)
        batch_op.create_index(batch_op.f("ix_process_step_touchpoint"), ["touchpoint"], unique=False)

    op.create_table(
        "reading_round",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("message", sa.String(length=500), nullable=False),
        sa.Column("department_ids", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("replaced_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["by_id"], ["person.id"], name=op.f("fk_reading_round_by_id_person"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entry.id"], name=op.f("fk_reading_round_entry_id_entry"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_reading_round_revision_id_revision"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reading_round")),
        sa.UniqueConstraint("entry_id", "revision_id", name=op.f("uq_reading_round_entry_id_revision_id")),
        info={"on_pages": False},
    )
    with op.batch_alter_table("reading_round", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reading_round_by_id"), ["by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_reading_round_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_reading_round_revision_id"), ["revision_id"], unique=False)

    op.create_table(
        "release",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("released_by_id", sa.Integer(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_release_entry_id_entry"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["released_by_id"], ["person.id"], name=op.f("fk_release_released_by_id_person"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_release_revision_id_revision"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release")),
    )
    with op.batch_alter_table("release", schema=None) as batch_op:
        batch_op.create_index("ix_release_interval", ["entry_id", "released_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_release_revision_id"), ["revision_id"], unique=False)

    op.create_table(
        "release_notice",
        sa.Column("revision_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("choice", sa.String(length=40), nullable=False),
        sa.Column("department_ids", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("message", sa.String(length=500), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["person.id"], name=op.f("fk_release_notice_decided_by_id_person"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entry.id"], name=op.f("fk_release_notice_entry_id_entry"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_release_notice_revision_id_revision"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("revision_id", name=op.f("pk_release_notice")),
        info={"on_pages": False},
    )
    with op.batch_alter_table("release_notice", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_release_notice_decided_by_id"), ["decided_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_release_notice_entry_id"), ["entry_id"], unique=False)

    op.create_table(
        "seam_agreement",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("seam_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=40), nullable=False),
        sa.Column("what", sa.String(length=1000), nullable=False),
        sa.Column("form", sa.String(length=500), nullable=False),
        sa.Column("by_when", sa.String(length=300), nullable=False),
        sa.Column("hours", sa.Integer(), nullable=True),
        sa.Column("from_department_id", sa.Integer(), nullable=True),
        sa.Column("to_department_id", sa.Integer(), nullable=True),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("proposed_by_id", sa.Integer(), nullable=True),
        sa.Column("from_accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("from_accepted_by_id", sa.Integer(), nullable=True),
        sa.Column("to_accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("to_accepted_by_id", sa.Integer(), nullable=True),
        sa.Column("declined_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("declined_by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.CheckConstraint("until IS NULL OR until >= since", name=op.f("ck_seam_agreement_in_order")),
        sa.ForeignKeyConstraint(
            ["declined_by_id"], ["person.id"], name=op.f("fk_seam_agreement_declined_by_id_person"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["from_accepted_by_id"],
            ["person.id"],
            name=op.f("fk_seam_agreement_from_accepted_by_id_person"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["from_department_id"],
            ["department.id"],
            name=op.f("fk_seam_agreement_from_department_id_department"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by_id"], ["person.id"], name=op.f("fk_seam_agreement_proposed_by_id_person"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["seam_id"], ["seam.id"], name=op.f("fk_seam_agreement_seam_id_seam"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["to_accepted_by_id"],
            ["person.id"],
            name=op.f("fk_seam_agreement_to_accepted_by_id_person"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["to_department_id"],
            ["department.id"],
            name=op.f("fk_seam_agreement_to_department_id_department"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seam_agreement")),
        sa.UniqueConstraint("seam_id", "number", name=op.f("uq_seam_agreement_seam_id_number")),
    )
    with op.batch_alter_table("seam_agreement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_seam_agreement_declined_by_id"), ["declined_by_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_seam_agreement_from_accepted_by_id"), ["from_accepted_by_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_seam_agreement_from_department_id"), ["from_department_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_seam_agreement_proposed_by_id"), ["proposed_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_seam_agreement_to_accepted_by_id"), ["to_accepted_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_seam_agreement_to_department_id"), ["to_department_id"], unique=False)
        batch_op.create_index(
            "uq_seam_agreement_in_force",
            ["seam_id"],
            unique=True,
            sqlite_where=sa.text("state = 'accepted' AND until IS NULL"),
            postgresql_where=sa.text("state = 'accepted' AND until IS NULL"),
        )
        batch_op.create_index(
            "uq_seam_agreement_proposed",
            ["seam_id"],
            unique=True,
            sqlite_where=sa.text("state = 'proposed'"),
            postgresql_where=sa.text("state = 'proposed'"),
        )

    op.create_table(
        "signal_sighting",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("signal_id", sa.Integer(), nullable=False),
        sa.Column("seen_from", sa.Date(), nullable=False),
        sa.Column("seen_until", sa.Date(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["signal_id"], ["signal.id"], name=op.f("fk_signal_sighting_signal_id_signal"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["told_by_id"], ["person.id"], name=op.f("fk_signal_sighting_told_by_id_person"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signal_sighting")),
        info={"on_pages": False},
    )
    with op.batch_alter_table("signal_sighting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_signal_sighting_signal_id"), ["signal_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_signal_sighting_told_by_id"), ["told_by_id"], unique=False)

    op.create_table(
        "signal_why",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("signal_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("answer", sa.String(length=500), nullable=False),
        sa.Column("evidence", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(
            ["signal_id"], ["signal.id"], name=op.f("fk_signal_why_signal_id_signal"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signal_why")),
        info={"on_pages": False},
    )
    with op.batch_alter_table("signal_why", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_signal_why_signal_id"), ["signal_id"], unique=False)

    op.create_table(
        "station_done",
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("station", sa.String(length=120), nullable=False),
        sa.Column("title_de", sa.String(length=200), nullable=False),
        sa.Column("title_en", sa.String(length=200), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_station_done_enrolment_id_enrolment"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("enrolment_id", "station", name=op.f("pk_station_done")),
        info={"on_pages": False},
    )
    op.create_table(
        "task",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("category", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("waits_for", sa.String(length=300), nullable=False),
        sa.Column("rank", sa.Float(), nullable=False),
        sa.Column("assignee_id", sa.Integer(), nullable=True),
        sa.Column("starts", sa.Date(), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("initiative_id", sa.Integer(), nullable=True),
        sa.Column("entry_id", sa.Integer(), nullable=True),
        sa.Column("step_key", sa.String(length=40), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=True),
        sa.Column("origin", sa.String(length=80), nullable=False),
        sa.Column("repeat", sa.String(length=40), nullable=False),
        sa.Column("follows_id", sa.Integer(), nullable=True),
        sa.Column("edits", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("due IS NULL OR starts IS NULL OR due >= starts", name=op.f("ck_task_in_order")),
        sa.ForeignKeyConstraint(
            ["assignee_id"], ["person.id"], name=op.f("fk_task_assignee_id_person"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comment.id"], name=op.f("fk_task_comment_id_comment"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["person.id"], name=op.f("fk_task_created_by_id_person"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_task_entry_id_entry"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["finished_by_id"], ["person.id"], name=op.f("fk_task_finished_by_id_person"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["follows_id"], ["task.id"], name=op.f("fk_task_follows_id_task"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["initiative_id"], ["entry.id"], name=op.f("fk_task_initiative_id_entry"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
        info={"on_pages": False},
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("task", schema=None) as batch_op:
        batch_op.create_index("ix_task_board", ["initiative_id", "state", "rank"], unique=False)
        batch_op.create_index(batch_op.f("ix_task_comment_id"), ["comment_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_task_created_by_id"), ["created_by_id"], unique=False)
        batch_op.create_index("ix_task_due", ["state", "due"], unique=False)
        batch_op.create_index(batch_op.f("ix_task_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_task_finished_by_id"), ["finished_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_task_follows_id"), ["follows_id"], unique=False)
        batch_op.create_index("ix_task_mine", ["assignee_id", "state", "due"], unique=False)
        batch_op.create_index(
            "uq_task_origin",
            ["origin"],
            unique=True,
            sqlite_where=sa.text("origin != ''"),
            postgresql_where=sa.text("origin != ''"),
        )

    op.create_table(
        "term_label",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("term_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=40), nullable=False),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.Column("folded", sa.String(length=200), nullable=False),
        sa.Column(
            "sort_key",
            sa.String(length=400).with_variant(sa.String(length=400, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("type", sa.String(length=40), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("preferred", sa.Boolean(), nullable=False),
        sa.Column("scope", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["term_id"], ["term.id"], name=op.f("fk_term_label_term_id_term"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term_label")),
        sa.UniqueConstraint("term_id", "language", "text", name=op.f("uq_term_label_term_id_language_text")),
    )
    with op.batch_alter_table("term_label", schema=None) as batch_op:
        batch_op.create_index("ix_term_label_folded", ["folded"], unique=False)
        batch_op.create_index(batch_op.f("ix_term_label_sort_key"), ["sort_key"], unique=False)
        batch_op.create_index(batch_op.f("ix_term_label_term_id"), ["term_id"], unique=False)
        batch_op.create_index(
            "uq_term_label_preferred",
            ["language", "folded", "scope"],
            unique=True,
            sqlite_where=sa.text("preferred"),
            postgresql_where=sa.text("preferred"),
        )

    op.create_table(
        "term_request",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("term_id", sa.Integer(), nullable=False),
        sa.Column("word", sa.String(length=120), nullable=False),
        sa.Column("language", sa.String(length=40), nullable=False),
        sa.Column("looked_for", sa.Text(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["person.id"], name=op.f("fk_term_request_asked_by_id_person"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["place_id"], ["entry.id"], name=op.f("fk_term_request_place_id_entry"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["term_id"], ["missing_term.id"], name=op.f("fk_term_request_term_id_missing_term"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term_request")),
        sa.UniqueConstraint("term_id", "asked_by_id", name=op.f("uq_term_request_term_id_asked_by_id")),
        info={"on_pages": False},
    )
    with op.batch_alter_table("term_request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_term_request_asked_by_id"), ["asked_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_term_request_place_id"), ["place_id"], unique=False)

    op.create_table(
        "verification",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("pseudonym", sa.String(length=40), nullable=True),
        sa.Column("next_review", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entry.id"], name=op.f("fk_verification_entry_id_entry"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_verification_person_id_person"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_verification_revision_id_revision"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verification")),
        sa.UniqueConstraint("entry_id", "day", name=op.f("uq_verification_entry_id_day")),
    )
    with op.batch_alter_table("verification", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_verification_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_verification_revision_id"), ["revision_id"], unique=False)

    op.create_table(
        "change_measure",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["round_id"], ["change_round.id"], name=op.f("fk_change_measure_round_id_change_round"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["task_id"], ["task.id"], name=op.f("fk_change_measure_task_id_task"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_measure")),
        sa.UniqueConstraint("round_id", "code", name=op.f("uq_change_measure_round_id_code")),
        info={"on_pages": False},
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("change_measure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_change_measure_task_id"), ["task_id"], unique=False)

    op.create_table(
        "initiative_recheck",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=True),
        sa.Column("measurement_id", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["initiative_id"], ["entry.id"], name=op.f("fk_initiative_recheck_initiative_id_entry"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["measurement_id"],
            ["initiative_measurement.id"],
            name=op.f("fk_initiative_recheck_measurement_id_initiative_measurement"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["task_id"], ["task.id"], name=op.f("fk_initiative_recheck_task_id_task"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_initiative_recheck")),
        info={"on_pages": False},
    )
    with op.batch_alter_table("initiative_recheck", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_initiative_recheck_due"), ["due"], unique=False)
        batch_op.create_index(batch_op.f("ix_initiative_recheck_initiative_id"), ["initiative_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_initiative_recheck_measurement_id"), ["measurement_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_initiative_recheck_task_id"), ["task_id"], unique=False)
        batch_op.create_index(
            "uq_initiative_recheck_open",
            ["initiative_id", "days"],
            unique=True,
            sqlite_where=sa.text("outcome = ''"),
            postgresql_where=sa.text("outcome = ''"),
        )

    op.create_table(
        "reading_duty",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminded_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_reading_duty_person_id_person"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["reading_round.id"], name=op.f("fk_reading_duty_round_id_reading_round"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reading_duty")),
        sa.UniqueConstraint(
            "round_id", "person_id", "asked_on", name=op.f("uq_reading_duty_round_id_person_id_asked_on")
        ),
        info={"on_pages": False},
    )
    with op.batch_alter_table("reading_duty", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reading_duty_due_on"), ["due_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_reading_duty_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_reading_duty_round_id"), ["round_id"], unique=False)

    op.create_table(
        "task_comment",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_task_comment_author_id_person"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["task_id"], ["task.id"], name=op.f("fk_task_comment_task_id_task"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_comment")),
        info={"on_pages": False},
    )
    with op.batch_alter_table("task_comment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_task_comment_author_id"), ["author_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_task_comment_task_id"), ["task_id"], unique=False)

    op.create_table(
        "task_item",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["done_by_id"], ["person.id"], name=op.f("fk_task_item_done_by_id_person"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_task_item_task_id_task"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_item")),
        info={"on_pages": False},
    )
    with op.batch_alter_table("task_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_task_item_done_by_id"), ["done_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_task_item_task_id"), ["task_id"], unique=False)

    op.create_table(
        "task_need",
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("needs_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["needs_id"], ["task.id"], name=op.f("fk_task_need_needs_id_task"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_task_need_task_id_task"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("task_id", "needs_id", name=op.f("pk_task_need")),
        info={"on_pages": False},
    )
    with op.batch_alter_table("task_need", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_task_need_needs_id"), ["needs_id"], unique=False)

    op.create_table(
        "task_reminder",
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["task_id"], ["task.id"], name=op.f("fk_task_reminder_task_id_task"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("task_id", "stage", name=op.f("pk_task_reminder")),
        info={"on_pages": False},
    )
    op.create_table(
        "reading_confirmation",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("duty_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("pseudonym", sa.String(length=40), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=True),
        sa.Column("revision_id", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title_de", sa.String(length=200), nullable=False),
        sa.Column("title_en", sa.String(length=200), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["duty_id"],
            ["reading_duty.id"],
            name=op.f("fk_reading_confirmation_duty_id_reading_duty"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entry.id"], name=op.f("fk_reading_confirmation_entry_id_entry"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_reading_confirmation_person_id_person"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"],
            ["revision.id"],
            name=op.f("fk_reading_confirmation_revision_id_revision"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reading_confirmation")),
        sa.UniqueConstraint("duty_id", name=op.f("uq_reading_confirmation_duty_id")),
        info={"on_pages": False},
    )
    with op.batch_alter_table("reading_confirmation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reading_confirmation_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_reading_confirmation_expires_on"), ["expires_on"], unique=False)
        batch_op.create_index("ix_reading_confirmation_of", ["person_id", "entry_id"], unique=False)

    op.create_table(
        "reading_verification",
        sa.Column("confirmation_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("verified_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["person.id"], name=op.f("fk_reading_verification_by_id_person"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["confirmation_id"],
            ["reading_confirmation.id"],
            name=op.f("fk_reading_verification_confirmation_id_reading_confirmation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("confirmation_id", name=op.f("pk_reading_verification")),
        info={"on_pages": False},
    )
    with op.batch_alter_table("reading_verification", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reading_verification_by_id"), ["by_id"], unique=False)

    if op.get_bind().dialect.name != "sqlite":
        op.create_foreign_key(
            "fk_department_head_id_person", "department", "person", ["head_id"], ["id"], ondelete="SET NULL"
        )
        op.create_foreign_key("fk_entry_released_id_revision", "entry", "revision", ["released_id"], ["id"])


def downgrade() -> None:
    if op.get_bind().dialect.name != "sqlite":
        op.drop_constraint("fk_department_head_id_person", "department", type_="foreignkey")
        op.drop_constraint("fk_entry_released_id_revision", "entry", type_="foreignkey")
    with op.batch_alter_table("reading_verification", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reading_verification_by_id"))

    op.drop_table("reading_verification")
    with op.batch_alter_table("reading_confirmation", schema=None) as batch_op:
        batch_op.drop_index("ix_reading_confirmation_of")
        batch_op.drop_index(batch_op.f("ix_reading_confirmation_expires_on"))
        batch_op.drop_index(batch_op.f("ix_reading_confirmation_entry_id"))

    op.drop_table("reading_confirmation")
    op.drop_table("task_reminder")
    with op.batch_alter_table("task_need", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_task_need_needs_id"))

    op.drop_table("task_need")
    with op.batch_alter_table("task_item", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_task_item_task_id"))
        batch_op.drop_index(batch_op.f("ix_task_item_done_by_id"))

    op.drop_table("task_item")
    with op.batch_alter_table("task_comment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_task_comment_task_id"))
        batch_op.drop_index(batch_op.f("ix_task_comment_author_id"))

    op.drop_table("task_comment")
    with op.batch_alter_table("reading_duty", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reading_duty_round_id"))
        batch_op.drop_index(batch_op.f("ix_reading_duty_person_id"))
        batch_op.drop_index(batch_op.f("ix_reading_duty_due_on"))

    op.drop_table("reading_duty")
    with op.batch_alter_table("initiative_recheck", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_initiative_recheck_open", sqlite_where=sa.text("outcome = ''"), postgresql_where=sa.text("outcome = ''")
        )
        batch_op.drop_index(batch_op.f("ix_initiative_recheck_task_id"))
        batch_op.drop_index(batch_op.f("ix_initiative_recheck_measurement_id"))
        batch_op.drop_index(batch_op.f("ix_initiative_recheck_initiative_id"))
        batch_op.drop_index(batch_op.f("ix_initiative_recheck_due"))

    op.drop_table("initiative_recheck")
    with op.batch_alter_table("change_measure", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_change_measure_task_id"))

    op.drop_table("change_measure")
    with op.batch_alter_table("verification", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_verification_revision_id"))
        batch_op.drop_index(batch_op.f("ix_verification_person_id"))

    op.drop_table("verification")
    with op.batch_alter_table("term_request", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_term_request_place_id"))
        batch_op.drop_index(batch_op.f("ix_term_request_asked_by_id"))

    op.drop_table("term_request")
    with op.batch_alter_table("term_label", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_term_label_preferred", sqlite_where=sa.text("preferred"), postgresql_where=sa.text("preferred")
        )
        batch_op.drop_index(batch_op.f("ix_term_label_term_id"))
        batch_op.drop_index(batch_op.f("ix_term_label_sort_key"))
        batch_op.drop_index("ix_term_label_folded")

    op.drop_table("term_label")
    with op.batch_alter_table("task", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_task_origin", sqlite_where=sa.text("origin != ''"), postgresql_where=sa.text("origin != ''")
        )
        batch_op.drop_index("ix_task_mine")
        batch_op.drop_index(batch_op.f("ix_task_follows_id"))
        batch_op.drop_index(batch_op.f("ix_task_finished_by_id"))
        batch_op.drop_index(batch_op.f("ix_task_entry_id"))
        batch_op.drop_index("ix_task_due")
        batch_op.drop_index(batch_op.f("ix_task_created_by_id"))
        batch_op.drop_index(batch_op.f("ix_task_comment_id"))
        batch_op.drop_index("ix_task_board")

    op.drop_table("task")
    op.drop_table("station_done")
    with op.batch_alter_table("signal_why", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_signal_why_signal_id"))

    op.drop_table("signal_why")
    with op.batch_alter_table("signal_sighting", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_signal_sighting_told_by_id"))
        batch_op.drop_index(batch_op.f("ix_signal_sighting_signal_id"))

    op.drop_table("signal_sighting")
    with op.batch_alter_table("seam_agreement", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_seam_agreement_proposed",
            sqlite_where=sa.text("state = 'proposed'"),
            postgresql_where=sa.text("state = 'proposed'"),
        )
        batch_op.drop_index(
            "uq_seam_agreement_in_force",
            sqlite_where=sa.text("state = 'accepted' AND until IS NULL"),
            postgresql_where=sa.text("state = 'accepted' AND until IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_seam_agreement_to_department_id"))
        batch_op.drop_index(batch_op.f("ix_seam_agreement_to_accepted_by_id"))
        batch_op.drop_index(batch_op.f("ix_seam_agreement_proposed_by_id"))
        batch_op.drop_index(batch_op.f("ix_seam_agreement_from_department_id"))
        batch_op.drop_index(batch_op.f("ix_seam_agreement_from_accepted_by_id"))
        batch_op.drop_index(batch_op.f("ix_seam_agreement_declined_by_id"))

    op.drop_table("seam_agreement")
    with op.batch_alter_table("release_notice", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_release_notice_entry_id"))
        batch_op.drop_index(batch_op.f("ix_release_notice_decided_by_id"))

    op.drop_table("release_notice")
    with op.batch_alter_table("release", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_release_revision_id"))
        batch_op.drop_index("ix_release_interval")

    op.drop_table("release")
    with op.batch_alter_table("reading_round", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reading_round_revision_id"))
        batch_op.drop_index(batch_op.f("ix_reading_round_entry_id"))
        batch_op.drop_index(batch_op.f("ix_reading_round_by_id"))

    op.drop_table("reading_round")
    with op.batch_alter_table("process_step", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_process_step_touchpoint"))
        batch_op.drop_index(batch_op.f("ix_process_step_lane"))
        batch_op.drop_index(batch_op.f("ix_process_step_has_break_point"))
        batch_op.drop_index(batch_op.f("ix_process_step_function"))

    op.drop_table("process_step")
    with op.batch_alter_table("missing_word", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_missing_word_term_id"))
        batch_op.drop_index(batch_op.f("ix_missing_word_slug"))

    op.drop_table("missing_word")
    op.drop_table("learning_reminder")
    with op.batch_alter_table("learning_answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_learning_answer_enrolment_id"))

    op.drop_table("learning_answer")
    with op.batch_alter_table("initiative_change", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_initiative_change_revision_id"))
        batch_op.drop_index(batch_op.f("ix_initiative_change_entry_id"))
        batch_op.drop_index(batch_op.f("ix_initiative_change_added_by_id"))

    op.drop_table("initiative_change")
    with op.batch_alter_table("change_training", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_change_training_initiative_id"))
        batch_op.drop_index(batch_op.f("ix_change_training_group_id"))

    op.drop_table("change_training")
    op.drop_table("change_round")
    with op.batch_alter_table("change_resistance", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_change_resistance_initiative_id"))
        batch_op.drop_index(batch_op.f("ix_change_resistance_group_id"))

    op.drop_table("change_resistance")
    with op.batch_alter_table("change_message", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_change_message_sender_id"))
        batch_op.drop_index(batch_op.f("ix_change_message_sender_function_id"))
        batch_op.drop_index(batch_op.f("ix_change_message_initiative_id"))
        batch_op.drop_index(batch_op.f("ix_change_message_group_id"))
        batch_op.drop_index(batch_op.f("ix_change_message_department_id"))

    op.drop_table("change_message")
    with op.batch_alter_table("watch", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_watch_entry_id"))

    op.drop_table("watch")
    with op.batch_alter_table("touchpoint", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_touchpoint_channel"))

    op.drop_table("touchpoint")
    op.drop_table("term")
    op.drop_table("signals_here")
    with op.batch_alter_table("signal", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_signal_origin", sqlite_where=sa.text("origin != ''"), postgresql_where=sa.text("origin != ''")
        )
        batch_op.drop_index("ix_signal_state")
        batch_op.drop_index(batch_op.f("ix_signal_reported_by_id"))
        batch_op.drop_index("ix_signal_place")
        batch_op.drop_index(batch_op.f("ix_signal_initiative_id"))
        batch_op.drop_index(batch_op.f("ix_signal_duplicate_of_id"))
        batch_op.drop_index(batch_op.f("ix_signal_decided_by_id"))

    op.drop_table("signal")
    op.drop_table("search_text")
    with op.batch_alter_table("seam", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_seam_told_by_id"))

    op.drop_table("seam")
    with op.batch_alter_table("revision", schema=None) as batch_op:
        batch_op.drop_index("ix_revision_state")
        batch_op.drop_index(batch_op.f("ix_revision_author_id"))

    op.drop_table("revision")
    op.drop_table("review_reminder")
    with op.batch_alter_table("required_reading", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_required_reading_by_id"))

    op.drop_table("required_reading")
    with op.batch_alter_table("process", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_process_process_type"))
        batch_op.drop_index(batch_op.f("ix_process_number"))

    op.drop_table("process")
    with op.batch_alter_table("persona", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_persona_market"))
        batch_op.drop_index(batch_op.f("ix_persona_basis"))

    op.drop_table("persona")
    with op.batch_alter_table("missing_term", schema=None) as batch_op:
        batch_op.drop_index("ix_missing_term_state")
        batch_op.drop_index(batch_op.f("ix_missing_term_merged_into_id"))
        batch_op.drop_index(batch_op.f("ix_missing_term_entry_id"))
        batch_op.drop_index(batch_op.f("ix_missing_term_decided_by_id"))

    op.drop_table("missing_term")
    with op.batch_alter_table("learning_path", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_learning_path_for_newcomers"))

    op.drop_table("learning_path")
    with op.batch_alter_table("journey", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_journey_state"))
        batch_op.drop_index(batch_op.f("ix_journey_market"))

    op.drop_table("journey")
    with op.batch_alter_table("initiative_seam", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_initiative_seam_entry_id"))

    op.drop_table("initiative_seam")
    with op.batch_alter_table("initiative_risk", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_initiative_risk_initiative_id"))

    op.drop_table("initiative_risk")
    with op.batch_alter_table("initiative_report", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_initiative_report_initiative_id"))
        batch_op.drop_index(batch_op.f("ix_initiative_report_by_id"))

    op.drop_table("initiative_report")
    with op.batch_alter_table("initiative_milestone", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_initiative_milestone_initiative_id"))

    op.drop_table("initiative_milestone")
    with op.batch_alter_table("initiative_member", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_initiative_member_now", sqlite_where=sa.text("until IS NULL"), postgresql_where=sa.text("until IS NULL")
        )
        batch_op.drop_index(
            "uq_initiative_lead_now",
            sqlite_where=sa.text("until IS NULL AND part <> 'member'"),
            postgresql_where=sa.text("until IS NULL AND part <> 'member'"),
        )
        batch_op.drop_index(batch_op.f("ix_initiative_member_person_id"))

    op.drop_table("initiative_member")
    with op.batch_alter_table("initiative_measurement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_initiative_measurement_recorded_by_id"))
        batch_op.drop_index(batch_op.f("ix_initiative_measurement_initiative_id"))

    op.drop_table("initiative_measurement")
    with op.batch_alter_table("initiative_decision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_initiative_decision_recorded_by_id"))
        batch_op.drop_index(batch_op.f("ix_initiative_decision_initiative_id"))

    op.drop_table("initiative_decision")
    with op.batch_alter_table("initiative", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_initiative_stage"))

    op.drop_table("initiative")
    with op.batch_alter_table("inbox_item", schema=None) as batch_op:
        batch_op.drop_index("ix_inbox_item_unread")
        batch_op.drop_index("ix_inbox_item_unmailed")
        batch_op.drop_index(batch_op.f("ix_inbox_item_entry_id"))

    op.drop_table("inbox_item")
    op.drop_table("handover_protocol")
    with op.batch_alter_table("handover_item", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_handover_item_successor_id"))
        batch_op.drop_index(batch_op.f("ix_handover_item_entry_id"))

    op.drop_table("handover_item")
    with op.batch_alter_table("guideline", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_guideline_valid_from"))

    op.drop_table("guideline")
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_evidence_told_by_id"))
        batch_op.drop_index("ix_evidence_place")

    op.drop_table("evidence")
    with op.batch_alter_table("entry_slug", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_entry_slug_entry_id"))

    op.drop_table("entry_slug")
    with op.batch_alter_table("entry_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_entry_link_target_id"))
        batch_op.drop_index(batch_op.f("ix_entry_link_source_id"))
        batch_op.drop_index("ix_entry_link_missing")

    op.drop_table("entry_link")
    with op.batch_alter_table("enrolment", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_enrolment_open",
            sqlite_where=sa.text("completed_at IS NULL AND ended_at IS NULL"),
            postgresql_where=sa.text("completed_at IS NULL AND ended_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_enrolment_person_id"))
        batch_op.drop_index(batch_op.f("ix_enrolment_path_id"))
        batch_op.drop_index(batch_op.f("ix_enrolment_mentor_id"))
        batch_op.drop_index(batch_op.f("ix_enrolment_assigned_by_id"))

    op.drop_table("enrolment")
    with op.batch_alter_table("duty_request", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_duty_request_tell_on"))
        batch_op.drop_index(batch_op.f("ix_duty_request_state"))
        batch_op.drop_index(batch_op.f("ix_duty_request_person_id"))
        batch_op.drop_index(batch_op.f("ix_duty_request_package_id"))
        batch_op.drop_index("ix_duty_request_object")
        batch_op.drop_index(batch_op.f("ix_duty_request_function_id"))
        batch_op.drop_index(batch_op.f("ix_duty_request_department_id"))

    op.drop_table("duty_request")
    with op.batch_alter_table("duty", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_duty_now", sqlite_where=sa.text("until IS NULL"), postgresql_where=sa.text("until IS NULL")
        )
        batch_op.drop_index(batch_op.f("ix_duty_person_id"))
        batch_op.drop_index(batch_op.f("ix_duty_function_id"))
        batch_op.drop_index(batch_op.f("ix_duty_department_id"))

    op.drop_table("duty")
    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_comment_parent_id"))
        batch_op.drop_index(batch_op.f("ix_comment_entry_id"))

    op.drop_table("comment")
    with op.batch_alter_table("change_group", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_change_group_initiative_id"))
        batch_op.drop_index(batch_op.f("ix_change_group_function_id"))
        batch_op.drop_index(batch_op.f("ix_change_group_department_id"))

    op.drop_table("change_group")
    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attachment_sha256"))

    op.drop_table("attachment")
    with op.batch_alter_table("accountability", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_accountability_person_id"))
        batch_op.drop_index(batch_op.f("ix_accountability_function_id"))

    op.drop_table("accountability")
    op.drop_table("switch_seen")
    with op.batch_alter_table("switch", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_switch_changed_by_id"))

    op.drop_table("switch")
    with op.batch_alter_table("staged_import", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_staged_import_staged_at"))
        batch_op.drop_index(batch_op.f("ix_staged_import_person_id"))

    op.drop_table("staged_import")
    with op.batch_alter_table("single_use_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_single_use_link_person_id"))

    op.drop_table("single_use_link")
    with op.batch_alter_table("request_package", schema=None) as batch_op:
        batch_op.drop_index("ix_request_package_open")
        batch_op.drop_index(batch_op.f("ix_request_package_escalated_to_id"))
        batch_op.drop_index(batch_op.f("ix_request_package_asker_id"))
        batch_op.drop_index(batch_op.f("ix_request_package_asked_id"))

    op.drop_table("request_package")
    with op.batch_alter_table("recovery_code", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_recovery_code_person_id"))

    op.drop_table("recovery_code")
    op.drop_table("person_role")
    with op.batch_alter_table("mail_message", schema=None) as batch_op:
        batch_op.drop_index("ix_mail_message_open")

    op.drop_table("mail_message")
    with op.batch_alter_table("kind_watch", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_kind_watch_kind"))

    op.drop_table("kind_watch")
    with op.batch_alter_table("handover", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_handover_person_id"))
        batch_op.drop_index("ix_handover_due")

    op.drop_table("handover")
    op.drop_table("guided_visit")
    with op.batch_alter_table("function_holder", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_function_holder_now", sqlite_where=sa.text("until IS NULL"), postgresql_where=sa.text("until IS NULL")
        )
        batch_op.drop_index(batch_op.f("ix_function_holder_person_id"))

    op.drop_table("function_holder")
    with op.batch_alter_table("feed_address", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_feed_address_person_id"))

    op.drop_table("feed_address")
    with op.batch_alter_table("entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_entry_released_at"))
        batch_op.drop_index(batch_op.f("ix_entry_next_review"))
        batch_op.drop_index("ix_entry_newest")
        batch_op.drop_index("ix_entry_list_en")
        batch_op.drop_index("ix_entry_list_de")
        batch_op.drop_index("ix_entry_fields")
        batch_op.drop_index(batch_op.f("ix_entry_field_of_action"))
        batch_op.drop_index(batch_op.f("ix_entry_department"))

    op.drop_table("entry")
    op.drop_table("edit_draft")
    with op.batch_alter_table("department_watch", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_department_watch_department_id"))

    op.drop_table("department_watch")
    with op.batch_alter_table("department_head", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_department_head_person_id"))

    op.drop_table("department_head")
    with op.batch_alter_table("absence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_absence_person_id"))
        batch_op.drop_index(batch_op.f("ix_absence_last_day"))
        batch_op.drop_index(batch_op.f("ix_absence_deputy_id"))

    op.drop_table("absence")
    with op.batch_alter_table("webhook_delivery", schema=None) as batch_op:
        batch_op.drop_index("ix_webhook_delivery_open")
        batch_op.drop_index(batch_op.f("ix_webhook_delivery_event_id"))

    op.drop_table("webhook_delivery")
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_sort_key"))
        batch_op.drop_index(batch_op.f("ix_person_department_id"))

    op.drop_table("person")
    with op.batch_alter_table("function", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_function_department_id"))

    op.drop_table("function")
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.drop_index("ix_delivery_open")

    op.drop_table("delivery")
    op.drop_table("audit_seal")
    with op.batch_alter_table("audit_concern", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_concern_row_id"))

    op.drop_table("audit_concern")
    op.drop_table("webhook")
    op.drop_table("sign_in_throttle")
    with op.batch_alter_table("search_row", schema=None) as batch_op:
        batch_op.drop_index("ix_search_row_lexemes", postgresql_using="gin")

    op.drop_table("search_row")
    with op.batch_alter_table("search_miss", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_search_miss_day"))

    op.drop_table("search_miss")
    op.drop_table("search_index")
    op.drop_table("lease")
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_event_name"))
        batch_op.drop_index(batch_op.f("ix_event_entry_id"))

    op.drop_table("event")
    op.drop_table("ended_session")
    op.drop_table("due_job")
    with op.batch_alter_table("department", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_department_parent_id"))
        batch_op.drop_index(batch_op.f("ix_department_head_id"))

    op.drop_table("department")
    op.drop_table("change_counter")
    with op.batch_alter_table("change", schema=None) as batch_op:
        batch_op.drop_index("ix_change_number")

    op.drop_table("change")
    with op.batch_alter_table("audit_row", schema=None) as batch_op:
        batch_op.drop_index("ix_audit_row_subject")
        batch_op.drop_index("ix_audit_row_at")
        batch_op.drop_index("ix_audit_row_actor")
        batch_op.drop_index("ix_audit_row_action")

    op.drop_table("audit_row")
