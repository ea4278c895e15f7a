"""The first tables."""

from alembic import op
from sqlmodel import SQLModel

from onsite.journal import features

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    features.load()
    SQLModel.metadata.create_all(op.get_bind())
