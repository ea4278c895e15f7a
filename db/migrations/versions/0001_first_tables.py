"""The first tables."""

from alembic import op
from sqlmodel import SQLModel

from onsite.journal import features
from onsite.roster.search_tables import SEARCH_DDL

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    features.load()
    tables = SQLModel.metadata.sorted_tables
    plain = [table for table in tables if table.name != "attendee_search"]
    SQLModel.metadata.create_all(op.get_bind(), tables=plain)
    for statement in SEARCH_DDL:
        op.execute(statement)
