"""A release to come: the program's own migration steps with one more behind them, in a folder of its own."""

import shutil
from pathlib import Path

from db.store import MIGRATIONS, known_revisions

GOOD = """
with op.batch_alter_table("audit_entry") as batch:
    batch.add_column(sa.Column("place", sa.String(40), nullable=False, server_default="柜台"))
op.create_table("visit", sa.Column("id", sa.Integer(), primary_key=True))
"""
"""Rebuilds the table that the triggers stand on, and adds another."""

HALFWAY = """
op.create_table("visit", sa.Column("id", sa.Integer(), primary_key=True))
op.execute("UPDATE setting SET value = 'changed'")
op.execute("INSERT INTO no_such_table VALUES (1)")
"""
"""Fails after it has made a table and changed rows."""

ORPHANS = """
op.execute("INSERT INTO person_group (person_id, \\"group\\", evidence) VALUES (4711, 'veteran', '')")
"""
"""Ends well, but leaves a row that refers to a missing person; the foreign keys are off meanwhile."""


def migrations(folder: Path, step: str) -> Path:
    """Return a folder of migrations whose newest step runs `step`."""
    target = folder / "migrations"
    shutil.copytree(MIGRATIONS, target, ignore=shutil.ignore_patterns("__pycache__"))
    body = "\n".join(f"    {line}" for line in step.strip().splitlines())
    (target / "versions" / "9999_a_later_release.py").write_text(
        f'''"""A later release."""

import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = {known_revisions()[0]!r}


def upgrade():
{body}
''',
        encoding="utf-8",
    )
    return target
