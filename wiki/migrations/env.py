"""Alembic's entry: runs inside the transaction that `wiki/ops/schema.py` has opened and hands over."""

from alembic import context

configuration = context.config
connection = configuration.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=configuration.attributes.get("metadata"),
    render_as_batch=connection.dialect.name == "sqlite",
    render_item=configuration.attributes.get("render_item"),
    process_revision_directives=configuration.attributes.get("directives"),
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
