"""The first tables: journal, plan, roster with its search, checkpoints, stations."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_SEARCH = (
    """CREATE TABLE attendee_search (
        number INTEGER PRIMARY KEY,
        attendee VARCHAR NOT NULL UNIQUE,
        subject VARCHAR NOT NULL,
        name VARCHAR NOT NULL,
        turned VARCHAR NOT NULL,
        names VARCHAR NOT NULL,
        pinyin VARCHAR NOT NULL,
        others VARCHAR NOT NULL
    )
    """,
    "CREATE INDEX ix_attendee_search_subject ON attendee_search (subject)",
    "CREATE INDEX attendee_search_name ON attendee_search (name, attendee)",
    "CREATE INDEX attendee_search_turned ON attendee_search (turned, attendee)",
    """CREATE VIRTUAL TABLE attendee_search_index USING fts5 (
        names, pinyin, others,
        content = 'attendee_search', content_rowid = 'number', prefix = '1 2 3',
        tokenize = "unicode61 remove_diacritics 0 categories 'L* M* N* Co'"
    )
    """,
    "CREATE VIRTUAL TABLE attendee_search_word USING fts5vocab (attendee_search_index, 'row')",
    """CREATE TRIGGER attendee_search_added AFTER INSERT ON attendee_search BEGIN
        INSERT INTO attendee_search_index (rowid, names, pinyin, others)
        VALUES (new.number, new.names, new.pinyin, new.others);
    END
    """,
    """CREATE TRIGGER attendee_search_gone AFTER DELETE ON attendee_search BEGIN
        INSERT INTO attendee_search_index (attendee_search_index, rowid, names, pinyin, others)
        VALUES ('delete', old.number, old.names, old.pinyin, old.others);
    END
    """,
    """CREATE TRIGGER attendee_search_changed AFTER UPDATE ON attendee_search
    WHEN (old.names, old.pinyin, old.others) IS NOT (new.names, new.pinyin, new.others) BEGIN
        INSERT INTO attendee_search_index (attendee_search_index, rowid, names, pinyin, others)
        VALUES ('delete', old.number, old.names, old.pinyin, old.others);
        INSERT INTO attendee_search_index (rowid, names, pinyin, others)
        VALUES (new.number, new.names, new.pinyin, new.others);
    END
    """,
)

_ZONE_HOURS = (
    """CREATE TRIGGER zone_flow_added AFTER INSERT ON zone_flow BEGIN
        INSERT INTO zone_hour (zone, hour, counter, came, "left")
        SELECT new.zone, new.minute / 60, new.counter, 0, 0
        WHERE NOT EXISTS (
            SELECT 1 FROM zone_hour
            WHERE zone = new.zone AND hour = new.minute / 60 AND counter = new.counter
        );
        UPDATE zone_hour SET came = came + new.came, "left" = "left" + new."left"
        WHERE zone = new.zone AND hour = new.minute / 60 AND counter = new.counter;
    END
    """,
    """CREATE TRIGGER zone_flow_gone AFTER DELETE ON zone_flow BEGIN
        UPDATE zone_hour SET came = came - old.came, "left" = "left" - old."left"
        WHERE zone = old.zone AND hour = old.minute / 60 AND counter = old.counter;
    END
    """,
    """CREATE TRIGGER zone_flow_changed AFTER UPDATE ON zone_flow BEGIN
        UPDATE zone_hour
        SET came = came + new.came - old.came, "left" = "left" + new."left" - old."left"
        WHERE zone = new.zone AND hour = new.minute / 60 AND counter = new.counter;
    END
    """,
)


def upgrade() -> None:
    op.create_table(
        "attendee",
        sa.Column("attendee", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("source_key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("company", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("order", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("payment", sa.String(), nullable=False),
        sa.Column("blocked", sa.Boolean(), nullable=False),
        sa.Column("vip", sa.Boolean(), nullable=False),
        sa.Column("speaker", sa.Boolean(), nullable=False),
        sa.Column("valid_from_ms", sa.Integer(), nullable=True),
        sa.Column("valid_until_ms", sa.Integer(), nullable=True),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("record", sa.String(), nullable=False),
        sa.Column("listed_ms", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("attendee"),
    )
    op.create_index(
        "attendee_expected",
        "attendee",
        ["withdrawn", "blocked", "status", "category"],
        unique=False,
    )
    op.create_index("attendee_source", "attendee", ["source", "source_key"], unique=False)
    op.create_index(op.f("ix_attendee_order"), "attendee", ["order"], unique=False)
    op.create_index(op.f("ix_attendee_subject"), "attendee", ["subject"], unique=False)
    op.create_table(
        "credential",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("attendee", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("code", "attendee"),
    )
    op.create_index(op.f("ix_credential_subject"), "credential", ["subject"], unique=False)
    op.create_table(
        "journal_entry",
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("time", sa.Integer(), nullable=False),
        sa.Column("operator", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("payload", sa.String(), nullable=False),
        sa.Column("previous", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.Column("folded", sa.Boolean(), nullable=False),
        sa.Column("received_ms", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("station", "number"),
    )
    op.create_index("journal_entry_subject", "journal_entry", ["subject", "time"], unique=False)
    op.create_index(
        "journal_entry_waiting",
        "journal_entry",
        ["kind"],
        unique=False,
        sqlite_where=sa.text("folded IS 0"),
    )
    op.create_table(
        "journal_station",
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("own", sa.Boolean(), nullable=False),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.Column("last_hash", sa.String(), nullable=False),
        sa.Column("last_time", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("station"),
    )
    op.create_table(
        "plan_version",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("at_ms", sa.Integer(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index(op.f("ix_plan_version_subject"), "plan_version", ["subject"], unique=False)
    op.create_table(
        "presence",
        sa.Column("attendee", sa.String(), nullable=False),
        sa.Column("checkpoint", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("inside", sa.Boolean(), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("first_in_ms", sa.Integer(), nullable=True),
        sa.Column("last_in_ms", sa.Integer(), nullable=True),
        sa.Column("last_out_ms", sa.Integer(), nullable=True),
        sa.Column("last_in_station", sa.String(), nullable=False),
        sa.Column("last_in_operator", sa.String(), nullable=False),
        sa.Column("order_ms", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("attendee", "checkpoint"),
    )
    op.create_index(op.f("ix_presence_subject"), "presence", ["subject"], unique=False)
    op.create_index(
        "presence_checkpoint", "presence", ["checkpoint", "inside", "last_in_ms", "entries"]
    )
    op.create_table(
        "roster_import",
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("at_ms", sa.Integer(), nullable=False),
        sa.Column("operator", sa.String(), nullable=False),
        sa.Column("file", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("new", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("gone", sa.Integer(), nullable=False),
        sa.Column("unchanged", sa.Integer(), nullable=False),
        sa.Column("duplicates", sa.Integer(), nullable=False),
        sa.Column("bad", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("station", "number"),
    )
    op.create_index(op.f("ix_roster_import_subject"), "roster_import", ["subject"], unique=False)
    op.create_table(
        "roster_mapping",
        sa.Column("headers", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("mapping", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("headers"),
    )
    op.create_index(op.f("ix_roster_mapping_subject"), "roster_mapping", ["subject"], unique=False)
    op.create_table(
        "scan",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("attendee", sa.String(), nullable=True),
        sa.Column("checkpoint", sa.String(), nullable=False),
        sa.Column("direction", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("again", sa.String(), nullable=False),
        sa.Column("at_ms", sa.Integer(), nullable=False),
        sa.Column("order_ms", sa.Integer(), nullable=False),
        sa.Column("time", sa.Integer(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("operator", sa.String(), nullable=False),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.Column("conflict", sa.Boolean(), nullable=False),
        sa.Column("out_ms", sa.Integer(), nullable=False),
        sa.Column("void", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key", "subject"),
    )
    op.create_index(op.f("ix_scan_subject"), "scan", ["subject"], unique=False)
    op.create_index(
        "scan_conflict",
        "scan",
        ["checkpoint", "order_ms"],
        unique=False,
        sqlite_where=sa.text("conflict IS 1"),
    )
    op.create_index(
        "scan_passage", "scan", ["checkpoint", "outcome", "direction", "at_ms"], unique=False
    )
    op.create_index("scan_time", "scan", ["time"], unique=False)
    op.create_index(
        "scan_void",
        "scan",
        ["checkpoint", "order_ms"],
        unique=False,
        sqlite_where=sa.text("void <> ''"),
    )
    op.create_table(
        "scan_early_undo",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key", "subject"),
    )
    op.create_index(
        op.f("ix_scan_early_undo_subject"), "scan_early_undo", ["subject"], unique=False
    )
    op.create_table(
        "event",
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("authority", sa.String(), nullable=False),
        sa.Column("box", sa.String(), nullable=False),
        sa.Column("sealed_key", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("event"),
    )
    op.create_index(op.f("ix_event_subject"), "event", ["subject"], unique=False)
    op.create_table(
        "station",
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("roles", sa.String(), nullable=False),
        sa.Column("link", sa.String(), nullable=False),
        sa.Column("box", sa.String(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("through", sa.Integer(), nullable=True),
        sa.Column("revoked_time", sa.Integer(), nullable=True),
        sa.Column("why", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("station"),
    )
    op.create_index(op.f("ix_station_subject"), "station", ["subject"], unique=False)
    op.create_table(
        "hub",
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("addresses", sa.String(), nullable=False),
        sa.Column("venue", sa.String(), nullable=False),
        sa.Column("upstream", sa.String(), nullable=False),
        sa.Column("time", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("epoch", "station"),
    )
    op.create_index(op.f("ix_hub_subject"), "hub", ["subject"], unique=False)
    op.create_table(
        "station_clock",
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("after", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("time", sa.Integer(), nullable=False),
        sa.Column("offset_ms", sa.Integer(), nullable=False),
        sa.Column("was_ms", sa.Integer(), nullable=False),
        sa.Column("error_ms", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("station", "number"),
    )
    op.create_index(op.f("ix_station_clock_subject"), "station_clock", ["subject"], unique=False)
    op.create_table(
        "station_gate",
        sa.Column("checkpoint", sa.String(), nullable=False),
        sa.Column("gate", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("checkpoint"),
    )
    op.create_table(
        "sync_event",
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("authority", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("addresses", sa.String(), nullable=False),
        sa.Column("joined_ms", sa.Integer(), nullable=False),
        sa.Column("contact_ms", sa.Integer(), nullable=False),
        sa.Column("venue", sa.String(), nullable=True),
        sa.Column("leaf", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("event"),
    )
    op.create_table(
        "sync_cursor",
        sa.Column("link", sa.String(), nullable=False),
        sa.Column("stream", sa.String(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("message", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("link"),
    )
    op.create_table(
        "sync_held",
        sa.Column("link", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("link", "station", "first"),
    )
    op.create_table(
        "sync_quarantine",
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("detail", sa.String(), nullable=False),
        sa.Column("via", sa.String(), nullable=False),
        sa.Column("at_ms", sa.Integer(), nullable=False),
        sa.Column("entry", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("hash"),
    )
    op.create_index(
        op.f("ix_sync_quarantine_station"), "sync_quarantine", ["station"], unique=False
    )
    op.create_table(
        "sync_dropped",
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("known", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("station"),
    )
    op.create_table(
        "sync_clock",
        sa.Column("one", sa.Integer(), nullable=False),
        sa.Column("offset_ms", sa.Float(), nullable=False),
        sa.Column("error_ms", sa.Float(), nullable=False),
        sa.Column("at_ms", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("one"),
    )
    for statement in _SEARCH:
        op.execute(sa.DDL(statement))
    for add in (
        _signed,
        _cases,
        _roster_acts,
        _staff,
        _answers,
        _paper,
        _desks,
        _goods,
        _badges,
        _badge_codes,
        _badge_templates,
        _badge_boxes,
        _stage_display,
        _stage,
        _stage_programme,
        _stage_cues,
        _stage_readiness,
        _incidents,
        _incident_duty,
        _incident_equipment,
        _incident_handover,
        _zone_ways,
        _zone_levels,
        _zone_gates,
        _zone_cameras,
        _incident_knowledge,
        _zone_evacuations,
        _zone_counts,
    ):
        add()


def _cases() -> None:
    texts = (
        *("type", "attendee", "code", "scans", "checkpoint", "note", "opened_by"),
        *("opened_station", "owner", "resolution", "resolution_note", "resolved_by"),
        "resolved_station",
    )
    flags = ("opened", "stops", "resolved")
    op.create_table(
        "case_opened",
        sa.Column("case", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        *(sa.Column(name, sa.Boolean(), nullable=False) for name in flags),
        *(sa.Column(name, sa.String(), nullable=False) for name in texts),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("since_ms", "resolved_ms")),
        sa.PrimaryKeyConstraint("case"),
    )
    op.create_index("case_waiting", "case_opened", ["resolved", "since_ms"], unique=False)
    op.create_index(op.f("ix_case_opened_attendee"), "case_opened", ["attendee"], unique=False)
    op.create_index(op.f("ix_case_opened_subject"), "case_opened", ["subject"], unique=False)
    op.create_table(
        "case_step",
        sa.Column("case", sa.String(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("at_ms", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("case", "step"),
    )
    op.create_index(op.f("ix_case_step_subject"), "case_step", ["subject"], unique=False)


def _answers() -> None:
    op.create_table(
        "answer",
        sa.Column("attendee", sa.String(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("at_ms", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("attendee", "question"),
    )
    op.create_index(op.f("ix_answer_subject"), "answer", ["subject"], unique=False)


def _staff() -> None:
    op.create_table(
        "operator",
        sa.Column("operator", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("added", sa.Boolean(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("badge", sa.String(), nullable=False),
        sa.Column("roles", sa.String(), nullable=True),
        sa.Column("hashed", sa.String(), nullable=False),
        sa.Column("pin_ms", sa.Integer(), nullable=True),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("operator"),
    )
    op.create_index(op.f("ix_operator_subject"), "operator", ["subject"], unique=False)
    op.create_table(
        "operator_tried",
        sa.Column("operator", sa.String(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("last_ms", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("operator"),
    )
    op.create_table(
        "attendance",
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=False),
        sa.Column("shift", sa.String(), nullable=False),
        sa.Column("post", sa.String(), nullable=False),
        sa.Column("on_ms", sa.Integer(), nullable=False),
        sa.Column("off_ms", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("station", "number"),
    )
    op.create_index(op.f("ix_attendance_subject"), "attendance", ["subject"], unique=False)


def _roster_acts() -> None:
    op.create_table(
        "attendee_on_site",
        sa.Column("attendee", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("listed", sa.String(), nullable=False),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("block", sa.String(), nullable=False),
        sa.Column("receipt", sa.String(), nullable=True),
        sa.Column("codes", sa.String(), nullable=False),
        sa.Column("companion_of", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("attendee"),
    )
    op.create_index(
        op.f("ix_attendee_on_site_subject"), "attendee_on_site", ["subject"], unique=False
    )
    op.create_table(
        "attendee_merge",
        sa.Column("attendee", sa.String(), nullable=False),
        sa.Column("other", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("time", sa.Integer(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("holds", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("attendee", "other"),
    )
    op.create_index(op.f("ix_attendee_merge_subject"), "attendee_merge", ["subject"], unique=False)
    op.create_table(
        "attendee_alias",
        sa.Column("other", sa.String(), nullable=False),
        sa.Column("attendee", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("other"),
    )
    op.create_index(
        op.f("ix_attendee_alias_attendee"), "attendee_alias", ["attendee"], unique=False
    )
    op.create_index(op.f("ix_attendee_alias_subject"), "attendee_alias", ["subject"], unique=False)


def _signed() -> None:
    op.create_table(
        "barred_code",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("bar", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("code"),
    )
    op.create_index(op.f("ix_barred_code_subject"), "barred_code", ["subject"], unique=False)
    op.create_table(
        "void_ticket",
        sa.Column("attendee", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("codes", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("attendee"),
    )
    op.create_index(op.f("ix_void_ticket_subject"), "void_ticket", ["subject"], unique=False)


def _paper() -> None:
    op.create_table(
        "paper_part",
        sa.Column("list", sa.String(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("made_ms", sa.Integer(), nullable=False),
        sa.Column("checkpoint", sa.String(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("operator", sa.String(), nullable=False),
        sa.Column("attendees", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("list", "first"),
    )
    op.create_index(op.f("ix_paper_part_subject"), "paper_part", ["subject"], unique=False)


def _desks() -> None:
    op.create_table(
        "station_desk",
        sa.Column("checkpoint", sa.String(), nullable=False),
        sa.Column("desk", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("checkpoint"),
    )
    op.create_table(
        "led",
        sa.Column("attendee", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("leader", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("attendee"),
    )
    op.create_index(op.f("ix_led_leader"), "led", ["leader"], unique=False)
    op.create_index(op.f("ix_led_subject"), "led", ["subject"], unique=False)


def _goods() -> None:
    op.create_table(
        "goods_given",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("attendee", sa.String(), nullable=False),
        sa.Column("goods", sa.String(), nullable=False),
        sa.Column("size", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("at_ms", sa.Integer(), nullable=False),
        sa.Column("time", sa.Integer(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=False),
        sa.Column("scan", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("returned", sa.Integer(), nullable=True),
        sa.Column("returned_ms", sa.Integer(), nullable=True),
        sa.Column("returned_station", sa.String(), nullable=False),
        sa.Column("returned_operator", sa.String(), nullable=False),
        sa.Column("returned_scan", sa.String(), nullable=False),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("key", "subject"),
    )
    op.create_index(op.f("ix_goods_given_subject"), "goods_given", ["subject"], unique=False)
    op.create_index(
        "goods_given_sum",
        "goods_given",
        ["goods", "size", "time", "undone", "count", "returned"],
        unique=False,
    )
    op.create_index(
        "goods_given_back",
        "goods_given",
        ["goods", "size", "returned", "undone", "count"],
        unique=False,
        sqlite_where=sa.text("returned IS NOT NULL"),
    )
    op.create_index("goods_given_time", "goods_given", ["time"], unique=False)
    op.create_table(
        "goods_stock",
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("goods", sa.String(), nullable=False),
        sa.Column("size", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("time", sa.Integer(), nullable=False),
        sa.Column("operator", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("station", "number"),
    )
    op.create_index(op.f("ix_goods_stock_goods"), "goods_stock", ["goods"], unique=False)
    op.create_index(op.f("ix_goods_stock_subject"), "goods_stock", ["subject"], unique=False)


def _badges() -> None:
    op.create_table(
        "badge_job",
        sa.Column("job", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("attendee", sa.String(), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("template", sa.String(), nullable=False),
        sa.Column("pool", sa.String(), nullable=False),
        sa.Column("printer", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("instead_of", sa.String(), nullable=False),
        sa.Column("instead", sa.String(), nullable=False),
        sa.Column("checkpoint", sa.String(), nullable=False),
        sa.Column("scan", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("asked_ms", sa.Integer(), nullable=False),
        sa.Column("rendered_ms", sa.Integer(), nullable=False),
        sa.Column("cancel_ms", sa.Integer(), nullable=False),
        sa.Column("seen_ms", sa.Integer(), nullable=False),
        sa.Column("handed_ms", sa.Integer(), nullable=False),
        sa.Column("void_ms", sa.Integer(), nullable=False),
        sa.Column("lost_ms", sa.Integer(), nullable=False),
        sa.Column("ended_reason", sa.String(), nullable=False),
        sa.Column("ended_by", sa.String(), nullable=False),
        sa.Column("signs", sa.String(), nullable=False),
        sa.Column("changed_ms", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("conflict", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("job"),
    )
    op.create_index("badge_job_attendee", "badge_job", ["attendee", "asked"], unique=False)
    op.create_index("badge_job_conflict", "badge_job", ["conflict"], unique=False)
    op.create_index("badge_job_state", "badge_job", ["state", "changed_ms"], unique=False)
    op.create_index(op.f("ix_badge_job_subject"), "badge_job", ["subject"], unique=False)
    op.create_table(
        "badge_attempt",
        sa.Column("job", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("printer", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("says", sa.String(), nullable=False),
        sa.Column("whose", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("printed", sa.String(), nullable=False),
        sa.Column("detail", sa.String(), nullable=False),
        sa.Column("held", sa.String(), nullable=False),
        sa.Column("reasons", sa.String(), nullable=False),
        sa.Column("sent_ms", sa.Integer(), nullable=False),
        sa.Column("accepted_ms", sa.Integer(), nullable=False),
        sa.Column("done_ms", sa.Integer(), nullable=False),
        sa.Column("ended_ms", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("job", "name"),
    )
    op.create_index("badge_attempt_printer", "badge_attempt", ["printer", "done_ms"], unique=False)
    op.create_index(
        "badge_attempt_station", "badge_attempt", ["station", "state", "ended_ms"], unique=False
    )
    op.create_index(op.f("ix_badge_attempt_subject"), "badge_attempt", ["subject"], unique=False)
    op.create_table(
        "badge",
        sa.Column("attendee", sa.String(), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("issued_ms", sa.Integer(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("stations", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("attendee", "generation"),
    )
    op.create_index(op.f("ix_badge_subject"), "badge", ["subject"], unique=False)
    op.create_table(
        "badge_labels",
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("printer", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("time", sa.Integer(), nullable=False),
        sa.Column("operator", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("station", "number"),
    )
    op.create_index(op.f("ix_badge_labels_printer"), "badge_labels", ["printer"], unique=False)
    op.create_index(op.f("ix_badge_labels_subject"), "badge_labels", ["subject"], unique=False)


def _badge_codes() -> None:
    op.create_table(
        "badge_key",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("scheme", sa.String(), nullable=False),
        sa.Column("public", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("made", sa.Integer(), nullable=False),
        sa.Column("revoked_ms", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index(op.f("ix_badge_key_subject"), "badge_key", ["subject"], unique=False)
    op.create_table(
        "badge_key_share",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("giver", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("sealed", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key", "station", "giver"),
    )
    op.create_index(
        op.f("ix_badge_key_share_subject"), "badge_key_share", ["subject"], unique=False
    )
    op.create_table(
        "badge_standing",
        sa.Column("attendee", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("newest", sa.Integer(), nullable=False),
        sa.Column("newest_ms", sa.Integer(), nullable=False),
        sa.Column("newest_why", sa.String(), nullable=False),
        sa.Column("newest_station", sa.String(), nullable=False),
        sa.Column("void_through", sa.Integer(), nullable=False),
        sa.Column("void_ms", sa.Integer(), nullable=False),
        sa.Column("void_why", sa.String(), nullable=False),
        sa.Column("transfers", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("attendee"),
    )
    op.create_index(op.f("ix_badge_standing_subject"), "badge_standing", ["subject"], unique=False)


def _badge_templates() -> None:
    op.create_table(
        "badge_templates",
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("texts", sa.String(), nullable=False),
        sa.Column("pictures", sa.String(), nullable=False),
        sa.Column("at_ms", sa.Integer(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("subject"),
    )
    op.create_index(
        op.f("ix_badge_templates_subject"), "badge_templates", ["subject"], unique=False
    )
    op.create_table(
        "badge_picture",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("sha256"),
    )
    op.create_index(op.f("ix_badge_picture_subject"), "badge_picture", ["subject"], unique=False)


def _badge_boxes() -> None:
    op.create_table(
        "badge_boxed",
        sa.Column("attendee", sa.String(), nullable=False),
        sa.Column("batch", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("box", sa.String(), nullable=False),
        sa.Column("desk", sa.String(), nullable=False),
        sa.Column("printed", sa.String(), nullable=False),
        sa.Column("whose", sa.String(), nullable=False),
        sa.Column("columns", sa.String(), nullable=False),
        sa.Column("at_ms", sa.Integer(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=False),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.Column("collected_ms", sa.Integer(), nullable=False),
        sa.Column("collected_scan", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("attendee", "batch"),
    )
    op.create_index(op.f("ix_badge_boxed_subject"), "badge_boxed", ["subject"], unique=False)
    op.create_index("badge_boxed_batch", "badge_boxed", ["batch", "box"], unique=False)


def _stage_display() -> None:
    op.create_table(
        "stage_message",
        sa.Column("message", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("asks_seen", sa.Boolean(), nullable=False),
        sa.Column("at_ms", sa.Integer(), nullable=False),
        sa.Column("time", sa.Integer(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=False),
        sa.Column("cleared_ms", sa.Integer(), nullable=True),
        sa.Column("seen_ms", sa.Integer(), nullable=True),
        sa.Column("seen_station", sa.String(), nullable=False),
        sa.Column("seen_operator", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("message", "subject"),
    )
    op.create_index(op.f("ix_stage_message_subject"), "stage_message", ["subject"], unique=False)
    op.create_table(
        "stage_display",
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("message", sa.String(), nullable=False),
        sa.Column("blackout", sa.Boolean(), nullable=False),
        sa.Column("blackout_ms", sa.Integer(), nullable=False),
        sa.Column("flashed_ms", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("subject"),
    )
    op.create_index(op.f("ix_stage_display_subject"), "stage_display", ["subject"], unique=False)


def _stage() -> None:
    op.create_table(
        "stage_rundown",
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("day", sa.String(), nullable=False),
        sa.Column("must_end_ms", sa.Integer(), nullable=True),
        sa.Column("time", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("subject"),
    )
    op.create_table(
        "stage_item",
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("added", sa.Boolean(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("fields", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("subject", "item"),
    )
    op.create_index("stage_item_order", "stage_item", ["subject", "place", "item"], unique=False)
    logged = (
        ("station", sa.String),
        ("number", sa.Integer),
        ("subject", sa.String),
        ("time", sa.Integer),
        ("operator", sa.String),
        ("press", sa.String),
        ("kind", sa.String),
    )
    op.create_table(
        "stage_edit",
        *(sa.Column(name, kind(), nullable=False) for name, kind in logged[:6]),
        sa.Column("undoes", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("effect", sa.Boolean(), nullable=False),
        sa.Column("fact", sa.String(), nullable=False),
        sa.Column("before", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("station", "number"),
    )
    op.create_index(op.f("ix_stage_edit_subject"), "stage_edit", ["subject"], unique=False)
    op.create_table(
        "stage_act",
        *(sa.Column(name, kind(), nullable=False) for name, kind in logged),
        sa.Column("at_ms", sa.Integer(), nullable=False),
        sa.Column("fact", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("station", "number"),
    )
    op.create_index(op.f("ix_stage_act_subject"), "stage_act", ["subject"], unique=False)
    op.create_table(
        "stage_speaker",
        sa.Column("speaker", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("attendee", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=False),
        sa.Column("time", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("speaker"),
    )
    op.create_index(op.f("ix_stage_speaker_subject"), "stage_speaker", ["subject"], unique=False)


def _stage_cues() -> None:
    op.create_table(
        "stage_cue",
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("cue", sa.String(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("time", sa.Integer(), nullable=False),
        sa.Column("fields", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("subject", "cue"),
    )
    op.create_table(
        "stage_cue_log",
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("time", sa.Integer(), nullable=False),
        sa.Column("operator", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("cue", sa.String(), nullable=False),
        sa.Column("run", sa.String(), nullable=False),
        sa.Column("at_ms", sa.Integer(), nullable=False),
        sa.Column("fact", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("station", "number"),
    )
    op.create_index(op.f("ix_stage_cue_log_subject"), "stage_cue_log", ["subject"], unique=False)


def _stage_programme() -> None:
    texts = ("operator", "press", "file", "sha256", "format", "source", "headers", "mapping")
    many = ("added", "changed", "moved", "gone", "unchanged", "problems", "left_out")
    op.create_table(
        "stage_programme",
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("time", sa.Integer(), nullable=False),
        sa.Column("at_ms", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in texts),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in many),
        sa.PrimaryKeyConstraint("station", "number"),
    )
    op.create_index(
        op.f("ix_stage_programme_subject"), "stage_programme", ["subject"], unique=False
    )


def _stage_readiness() -> None:
    op.create_table(
        "stage_ready",
        *(
            sa.Column(name, sa.String(), nullable=False)
            for name in ("subject", "press", "item", "speaker", "state", "day")
        ),
        sa.Column("holds", sa.Boolean(), nullable=False),
        sa.Column("undoes", sa.String(), nullable=False),
        sa.Column("at_ms", sa.Integer(), nullable=False),
        sa.Column("time", sa.Integer(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("operator", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("subject", "press", "item", "speaker", "state"),
    )
    op.create_index(op.f("ix_stage_ready_subject"), "stage_ready", ["subject"], unique=False)
    op.create_index(
        "stage_ready_day", "stage_ready", ["day", "time", "station", "number"], unique=False
    )


def _incidents() -> None:
    op.create_table(
        "incident",
        sa.Column("incident", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("reported", sa.Boolean(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("prefix", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("drill", sa.Boolean(), nullable=False),
        sa.Column("types", sa.String(), nullable=False),
        sa.Column("severity", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("reporter", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("at_ms", sa.Integer(), nullable=False),
        sa.Column("happened_ms", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("state_ms", sa.Integer(), nullable=False),
        sa.Column("state_by", sa.String(), nullable=False),
        sa.Column("severity_by", sa.String(), nullable=False),
        sa.Column("past", sa.String(), nullable=False),
        sa.Column("acked_ms", sa.Integer(), nullable=False),
        sa.Column("acked_by", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("responsible", sa.String(), nullable=False),
        sa.Column("forced", sa.Boolean(), nullable=False),
        sa.Column("reopened", sa.Integer(), nullable=False),
        sa.Column("restricted", sa.Boolean(), nullable=False),
        sa.Column("policy", sa.String(), nullable=False),
        sa.Column("policy_by", sa.String(), nullable=False),
        sa.Column("time", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("incident"),
    )
    op.create_index("incident_number", "incident", ["prefix", "count"], unique=False)
    op.create_index(op.f("ix_incident_state"), "incident", ["state"], unique=False)
    op.create_index(op.f("ix_incident_subject"), "incident", ["subject"], unique=False)
    op.create_table(
        "incident_entry",
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("incident", sa.String(), nullable=False),
        sa.Column("time", sa.Integer(), nullable=False),
        sa.Column("operator", sa.String(), nullable=False),
        sa.Column("press", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at_ms", sa.Integer(), nullable=False),
        sa.Column("happened_ms", sa.Integer(), nullable=False),
        sa.Column("counts", sa.Boolean(), nullable=False),
        sa.Column("fact", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("station", "number"),
    )
    op.create_index("incident_entry_at", "incident_entry", ["at_ms"], unique=False)
    op.create_index(op.f("ix_incident_entry_subject"), "incident_entry", ["subject"], unique=False)
    op.create_table(
        "incident_strike",
        sa.Column("entry_station", sa.String(), nullable=False),
        sa.Column("entry_number", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("at_ms", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("entry_station", "entry_number", "subject"),
    )
    op.create_index(
        op.f("ix_incident_strike_subject"), "incident_strike", ["subject"], unique=False
    )
    op.create_table(
        "incident_unit",
        sa.Column("incident", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("assigned", sa.Boolean(), nullable=False),
        sa.Column("at_ms", sa.Integer(), nullable=False),
        sa.Column("operator", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("incident", "unit"),
    )
    op.create_index(op.f("ix_incident_unit_subject"), "incident_unit", ["subject"], unique=False)
    op.create_table(
        "incident_task",
        sa.Column("incident", sa.String(), nullable=False),
        sa.Column("task", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("added", sa.Boolean(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("due_ms", sa.Integer(), nullable=True),
        sa.Column("at_ms", sa.Integer(), nullable=False),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.Column("done_ms", sa.Integer(), nullable=False),
        sa.Column("done_by", sa.String(), nullable=False),
        sa.Column("time", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("incident", "task"),
    )
    op.create_index(op.f("ix_incident_task_subject"), "incident_task", ["subject"], unique=False)
    op.create_table(
        "incident_attachment",
        sa.Column("incident", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("media", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=False),
        sa.Column("at_ms", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("incident", "sha256"),
    )
    op.create_index(
        op.f("ix_incident_attachment_subject"), "incident_attachment", ["subject"], unique=False
    )
    op.create_table(
        "incident_merge",
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("incident", sa.String(), nullable=False),
        sa.Column("into", sa.String(), nullable=False),
        sa.Column("after", sa.String(), nullable=False),
        sa.Column("time", sa.Integer(), nullable=False),
        sa.Column("operator", sa.String(), nullable=False),
        sa.Column("at_ms", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("station", "number"),
    )
    op.create_index(op.f("ix_incident_merge_subject"), "incident_merge", ["subject"], unique=False)
    op.create_table(
        "incident_draft",
        sa.Column("draft", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=False),
        sa.Column("incident", sa.String(), nullable=False),
        sa.Column("begun_ms", sa.Integer(), nullable=False),
        sa.Column("boot", sa.String(), nullable=False),
        sa.Column("boot_ms", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("fields", sa.String(), nullable=False),
        sa.Column("changed_ms", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("draft"),
    )
    op.create_index(
        op.f("ix_incident_draft_operator"), "incident_draft", ["operator"], unique=False
    )


def _incident_duty() -> None:
    op.create_table(
        "incident_duty",
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("people", sa.String(), nullable=False),
        sa.Column("until_ms", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=False),
        sa.Column("at_ms", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("role"),
    )
    op.create_index(op.f("ix_incident_duty_subject"), "incident_duty", ["subject"], unique=False)


def _incident_knowledge() -> None:
    op.create_table(
        "incident_methane",
        sa.Column("incident", sa.String(), nullable=False),
        sa.Column("letter", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("reporter", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=False),
        sa.Column("at_ms", sa.Integer(), nullable=False),
        sa.Column("happened_ms", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("incident", "letter"),
    )
    op.create_index(
        op.f("ix_incident_methane_subject"), "incident_methane", ["subject"], unique=False
    )
    op.create_table(
        "incident_playbook",
        sa.Column("incident", sa.String(), nullable=False),
        sa.Column("playbook", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("edition", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=False),
        sa.Column("at_ms", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("incident", "playbook"),
    )
    op.create_index(
        op.f("ix_incident_playbook_subject"), "incident_playbook", ["subject"], unique=False
    )
    op.create_table(
        "incident_statement",
        sa.Column("incident", sa.String(), nullable=False),
        sa.Column("edition", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("drafted", sa.Boolean(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("statement", sa.String(), nullable=False),
        sa.Column("template", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("at_ms", sa.Integer(), nullable=False),
        sa.Column("time", sa.Integer(), nullable=False),
        sa.Column("released_by", sa.String(), nullable=False),
        sa.Column("released_ms", sa.Integer(), nullable=False),
        sa.Column("to", sa.String(), nullable=False),
        sa.Column("ended_by", sa.String(), nullable=False),
        sa.Column("ended_ms", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("corrected_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("incident", "edition"),
    )
    op.create_index(
        op.f("ix_incident_statement_subject"), "incident_statement", ["subject"], unique=False
    )
    op.create_table(
        "incident_filter",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("query", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=False),
        sa.Column("at_ms", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_index(
        op.f("ix_incident_filter_subject"), "incident_filter", ["subject"], unique=False
    )


def _incident_equipment() -> None:
    op.create_table(
        "incident_check",
        sa.Column("checklist", sa.String(), nullable=False),
        sa.Column("day", sa.String(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("backup", sa.String(), nullable=False),
        sa.Column("incident", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=False),
        sa.Column("at_ms", sa.Integer(), nullable=False),
        sa.Column("on_backup", sa.Boolean(), nullable=False),
        sa.Column("backup_by", sa.String(), nullable=False),
        sa.Column("backup_ms", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("checklist", "day", "round", "item"),
    )
    op.create_index(op.f("ix_incident_check_subject"), "incident_check", ["subject"], unique=False)
    op.create_table(
        "incident_round",
        sa.Column("checklist", sa.String(), nullable=False),
        sa.Column("day", sa.String(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("due_ms", sa.Integer(), nullable=False),
        sa.Column("items", sa.String(), nullable=False),
        sa.Column("incident", sa.String(), nullable=False),
        sa.Column("at_ms", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("checklist", "day", "round"),
    )
    op.create_index(op.f("ix_incident_round_subject"), "incident_round", ["subject"], unique=False)


def _incident_handover() -> None:
    op.create_table(
        "incident_handover",
        sa.Column("handover", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("outgoing", sa.String(), nullable=False),
        sa.Column("incoming", sa.String(), nullable=False),
        sa.Column("roles", sa.String(), nullable=False),
        sa.Column("sheet", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=False),
        sa.Column("offered_ms", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("ended_by", sa.String(), nullable=False),
        sa.Column("ended_ms", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("time", sa.Integer(), nullable=False),
        sa.Column("told", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("handover"),
    )
    op.create_index(
        op.f("ix_incident_handover_subject"), "incident_handover", ["subject"], unique=False
    )


def _zone_gates() -> None:
    op.create_table(
        "zone_gates",
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("alarm", sa.Boolean(), nullable=False),
        sa.Column("in_zones", sa.Integer(), nullable=False),
        sa.Column("by_gates", sa.Integer(), nullable=False),
        sa.Column("tolerance", sa.Integer(), nullable=False),
        sa.Column("incomplete", sa.Boolean(), nullable=False),
        sa.Column("at_ms", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("turn"),
    )
    op.create_index(op.f("ix_zone_gates_subject"), "zone_gates", ["subject"], unique=False)


def _zone_cameras() -> None:
    op.create_table(
        "zone_camera_minute",
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("run", sa.String(), nullable=False),
        sa.Column("minute", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("forward", sa.Integer(), nullable=False),
        sa.Column("back", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("zone", "run", "minute"),
    )
    op.create_index(
        op.f("ix_zone_camera_minute_subject"), "zone_camera_minute", ["subject"], unique=False
    )
    op.create_index("zone_camera_minute_zone", "zone_camera_minute", ["zone", "minute"])
    op.create_table(
        "zone_camera",
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("since_ms", sa.Integer(), nullable=False),
        sa.Column("lost_ms", sa.Integer(), nullable=True),
        sa.Column("trouble", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("zone"),
    )
    op.create_index(op.f("ix_zone_camera_subject"), "zone_camera", ["subject"], unique=False)


def _zone_levels() -> None:
    op.create_table(
        "zone_level",
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("cause", sa.String(), nullable=False),
        sa.Column("incident", sa.String(), nullable=False),
        sa.Column("at_ms", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("zone", "turn"),
    )
    op.create_index(op.f("ix_zone_level_subject"), "zone_level", ["subject"], unique=False)


def _zone_ways() -> None:
    op.create_table(
        "zone_way",
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("way", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("blocked", sa.Boolean(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=False),
        sa.Column("at_ms", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("zone", "way"),
    )
    op.create_index(op.f("ix_zone_way_subject"), "zone_way", ["subject"], unique=False)
    op.create_table(
        "zone_limit",
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=False),
        sa.Column("at_ms", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("zone"),
    )
    op.create_index(op.f("ix_zone_limit_subject"), "zone_limit", ["subject"], unique=False)


def _zone_evacuations() -> None:
    op.create_table(
        "zone_evacuation",
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("begun_ms", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("by_hand", sa.Integer(), nullable=False),
        sa.Column("operator", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("drill", sa.Boolean(), nullable=False),
        sa.Column("over", sa.Boolean(), nullable=False),
        sa.Column("ended_ms", sa.Integer(), nullable=False),
        sa.Column("left_people", sa.Integer(), nullable=False),
        sa.Column("ended_by", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("zone", "key"),
    )
    op.create_index(
        op.f("ix_zone_evacuation_subject"), "zone_evacuation", ["subject"], unique=False
    )
    op.create_index(op.f("ix_zone_evacuation_over"), "zone_evacuation", ["over"], unique=False)


def _zone_counts() -> None:
    op.create_table(
        "zone_batch",
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("counter", sa.String(), nullable=False),
        sa.Column("minute", sa.Integer(), nullable=False),
        sa.Column("acts", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("subject", "station"),
    )
    op.create_index("zone_batch_minute", "zone_batch", ["station", "minute"], unique=False)
    op.create_table(
        "zone_flow",
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("minute", sa.Integer(), nullable=False),
        sa.Column("counter", sa.String(), nullable=False),
        sa.Column("came", sa.Integer(), nullable=False),
        sa.Column("left", sa.Integer(), nullable=False),
        sa.Column("last_ms", sa.Integer(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("subject", "zone"),
    )
    op.create_index(
        "zone_flow_minute",
        "zone_flow",
        ["zone", "minute", "counter", "came", "left"],
        unique=False,
    )
    op.create_index(
        "zone_flow_counter",
        "zone_flow",
        ["zone", "counter", "minute"],
        unique=False,
    )
    op.create_table(
        "zone_hour",
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("hour", sa.Integer(), nullable=False),
        sa.Column("counter", sa.String(), nullable=False),
        sa.Column("came", sa.Integer(), nullable=False),
        sa.Column("left", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("zone", "hour", "counter"),
    )
    for statement in _ZONE_HOURS:
        op.execute(statement)
    op.create_table(
        "zone_base",
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("cut_ms", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("expected", sa.Integer(), nullable=False),
        sa.Column("began_ms", sa.Integer(), nullable=False),
        sa.Column("parts", sa.String(), nullable=False),
        sa.Column("day", sa.String(), nullable=False),
        sa.Column("because", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("time", sa.Integer(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("subject", "key"),
    )
    op.create_index("zone_base_cut", "zone_base", ["zone", "cut_ms"], unique=False)
