"""The database's shape, step by step (Alembic). Run from code: `wiki/ops/schema.py`."""
