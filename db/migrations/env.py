"""Run by Alembic: migrates on the connection it is handed, inside the transaction its caller has begun."""

from typing import Any, Literal

from alembic import context

from db.base import Scaled
from db.tables import Base


def plain(kind: str, item: Any, _context: object) -> str | Literal[False]:
    """Write money and hours into a migration as the integers they are in the store."""
    return "sa.Integer()" if kind == "type" and isinstance(item, Scaled) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    transaction_per_migration=False,
    render_as_batch=True,
    render_item=plain,
)
context.run_migrations()
