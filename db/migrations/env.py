"""How Alembic is run: by `onsite.store.migrations`, inside a transaction that is already open."""

from alembic import context

rows = context.config.attributes["rows"]
if not rows.in_transaction():
    rows.begin()
context.configure(connection=rows)
context.run_migrations()
