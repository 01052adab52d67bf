"""meetings: first tables, so that calls, seats, presence and minutes are kept."""

import sqlalchemy as sa
from alembic import op

revision = "20261124_1965"
down_revision = "20261124_1964"


def upgrade() -> None:
    op.create_table(
        "meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("purpose_html", sa.Text(), nullable=False),
        sa.Column("format", sa.String(length=40), nullable=False),
        sa.Column("place", sa.String(length=300), nullable=False),
        sa.Column("online_url", sa.String(length=300), nullable=False),
        sa.Column("access_notes", sa.Text(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=True),
        sa.Column("seated_count", sa.Integer(), nullable=False),
        sa.Column("waiting_count", sa.Integer(), nullable=False),
        sa.Column("others_count", sa.Integer(), nullable=False),
        sa.Column("territory_id", sa.Integer(), nullable=False),
        sa.Column("caller_id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=True),
        sa.Column("initiative_id", sa.Integer(), nullable=True),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("check_in_code", sa.String(length=40), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancel_reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "cancelled_at IS NULL OR cancel_reason <> ''",
            name=op.f("ck_meeting_cancelled_for_a_reason"),
        ),
        sa.CheckConstraint(
            "format = 'in_person' OR online_url <> ''", name=op.f("ck_meeting_is_somewhere_online")
        ),
        sa.CheckConstraint(
            "format = 'online' OR place <> ''", name=op.f("ck_meeting_is_somewhere")
        ),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_meeting_ends_after_it_starts")),
        sa.CheckConstraint(
            "seated_count >= 0 AND waiting_count >= 0", name=op.f("ck_meeting_counts_not_negative")
        ),
        sa.CheckConstraint(
            "seats IS NULL OR seated_count <= seats", name=op.f("ck_meeting_no_more_than_fit_in")
        ),
        sa.CheckConstraint("seats IS NULL OR seats > 0", name=op.f("ck_meeting_some_seats")),
        sa.ForeignKeyConstraint(
            ["author_id"],
            ["person.id"],
            name=op.f("fk_meeting_author_id_person"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["caller_id"], ["organisation.id"], name=op.f("fk_meeting_caller_id_organisation")
        ),
        sa.ForeignKeyConstraint(
            ["initiative_id"], ["initiative.id"], name=op.f("fk_meeting_initiative_id_initiative")
        ),
        sa.ForeignKeyConstraint(
            ["process_id"], ["process.id"], name=op.f("fk_meeting_process_id_process")
        ),
        sa.ForeignKeyConstraint(
            ["territory_id"], ["territory.id"], name=op.f("fk_meeting_territory_id_territory")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
    )
    op.create_index("ix_meeting_author_id", "meeting", ["author_id"])
    op.create_index("ix_meeting_caller_id", "meeting", ["caller_id"])
    op.create_index(
        "ix_meeting_initiative_listing", "meeting", ["initiative_id", "starts_at", "id"]
    )
    op.create_index("ix_meeting_listing", "meeting", ["starts_at", "id"])
    op.create_index("ix_meeting_process_listing", "meeting", ["process_id", "starts_at", "id"])
    op.create_index("ix_meeting_territory_id", "meeting", ["territory_id"])
    op.create_table(
        "meeting_agenda_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_meeting_agenda_item_takes_time")),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meeting.id"],
            name=op.f("fk_meeting_agenda_item_meeting_id_meeting"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_agenda_item")),
        sa.UniqueConstraint(
            "meeting_id", "position", name=op.f("uq_meeting_agenda_item_meeting_id_position")
        ),
    )
    op.create_table(
        "meeting_attendance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=True),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["body_id"],
            ["organisation.id"],
            name=op.f("fk_meeting_attendance_body_id_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meeting.id"],
            name=op.f("fk_meeting_attendance_meeting_id_meeting"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_meeting_attendance_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_attendance")),
        sa.UniqueConstraint(
            "meeting_id", "person_id", name=op.f("uq_meeting_attendance_meeting_id_person_id")
        ),
    )
    op.create_index("ix_meeting_attendance_body_id", "meeting_attendance", ["body_id"])
    op.create_index("ix_meeting_attendance_person_id", "meeting_attendance", ["person_id"])
    op.create_table(
        "meeting_seat",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("access_needs", sa.String(length=500), nullable=False),
        sa.Column("signed_up_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["body_id"], ["organisation.id"], name=op.f("fk_meeting_seat_body_id_organisation")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meeting.id"],
            name=op.f("fk_meeting_seat_meeting_id_meeting"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_meeting_seat_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_seat")),
        sa.UniqueConstraint(
            "meeting_id", "person_id", name=op.f("uq_meeting_seat_meeting_id_person_id")
        ),
    )
    op.create_index("ix_meeting_seat_body_id", "meeting_seat", ["body_id"])
    op.create_index("ix_meeting_seat_line", "meeting_seat", ["meeting_id", "state", "id"])
    op.create_index("ix_meeting_seat_person_id", "meeting_seat", ["person_id"])
    op.create_table(
        "minutes_record",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("body_html", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("corrections_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_by_id", sa.Integer(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state <> 'published' OR published_at IS NOT NULL",
            name=op.f("ck_minutes_record_published_at_a_time"),
        ),
        sa.CheckConstraint(
            "state = 'draft' OR corrections_until IS NOT NULL",
            name=op.f("ck_minutes_record_corrected_by_a_day"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('approved', 'published') OR (approved_at IS NOT NULL AND sha256 <> '')",
            name=op.f("ck_minutes_record_approved_as_it_reads"),
        ),
        sa.ForeignKeyConstraint(
            ["approved_by_id"],
            ["person.id"],
            name=op.f("fk_minutes_record_approved_by_id_person"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meeting.id"],
            name=op.f("fk_minutes_record_meeting_id_meeting"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_record")),
        sa.UniqueConstraint("meeting_id", name=op.f("uq_minutes_record_meeting_id")),
    )
    op.create_index("ix_minutes_record_approved_by_id", "minutes_record", ["approved_by_id"])
    op.create_table(
        "commitment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("minutes_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("who", sa.String(length=200), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("need_id", sa.Integer(), nullable=True),
        sa.Column("initiative_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "state <> 'not_kept' OR note <> ''", name=op.f("ck_commitment_says_why_it_was_not_kept")
        ),
        sa.CheckConstraint(
            "state = 'open' OR settled_at IS NOT NULL", name=op.f("ck_commitment_settled_at_a_time")
        ),
        sa.ForeignKeyConstraint(
            ["initiative_id"],
            ["initiative.id"],
            name=op.f("fk_commitment_initiative_id_initiative"),
        ),
        sa.ForeignKeyConstraint(
            ["minutes_id"],
            ["minutes_record.id"],
            name=op.f("fk_commitment_minutes_id_minutes_record"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["need_id"], ["need.id"], name=op.f("fk_commitment_need_id_need")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitment")),
    )
    op.create_index("ix_commitment_initiative_id", "commitment", ["initiative_id"])
    op.create_index("ix_commitment_listing", "commitment", ["minutes_id", "due_on", "id"])
    op.create_index("ix_commitment_need_id", "commitment", ["need_id"])
    op.create_table(
        "minutes_correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("minutes_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_accepted", sa.Boolean(), nullable=True),
        sa.Column("reply", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "is_accepted IS NULL OR answered_at IS NOT NULL",
            name=op.f("ck_minutes_correction_answered_at_a_time"),
        ),
        sa.ForeignKeyConstraint(
            ["minutes_id"],
            ["minutes_record.id"],
            name=op.f("fk_minutes_correction_minutes_id_minutes_record"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_minutes_correction_person_id_person"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_correction")),
    )
    op.create_index("ix_minutes_correction_listing", "minutes_correction", ["minutes_id", "id"])
    op.create_index("ix_minutes_correction_person_id", "minutes_correction", ["person_id"])
    op.create_table(
        "minutes_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("minutes_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("need_id", sa.Integer(), nullable=True),
        sa.Column("initiative_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["initiative_id"],
            ["initiative.id"],
            name=op.f("fk_minutes_decision_initiative_id_initiative"),
        ),
        sa.ForeignKeyConstraint(
            ["minutes_id"],
            ["minutes_record.id"],
            name=op.f("fk_minutes_decision_minutes_id_minutes_record"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["need_id"], ["need.id"], name=op.f("fk_minutes_decision_need_id_need")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_decision")),
    )
    op.create_index("ix_minutes_decision_initiative_id", "minutes_decision", ["initiative_id"])
    op.create_index("ix_minutes_decision_listing", "minutes_decision", ["minutes_id", "id"])
    op.create_index("ix_minutes_decision_need_id", "minutes_decision", ["need_id"])


def downgrade() -> None:
    op.drop_table("minutes_decision")
    op.drop_table("minutes_correction")
    op.drop_table("commitment")
    op.drop_table("minutes_record")
    op.drop_table("meeting_seat")
    op.drop_table("meeting_attendance")
    op.drop_table("meeting_agenda_item")
    op.drop_table("meeting")
