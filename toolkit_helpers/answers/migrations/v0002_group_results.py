"""One row with results of the whole group, which every participant may read.

A trainer releases it; no function computes it on demand.  A function that participants may call at any
moment, however coarse its means, tells by the difference between two calls what the one person answered who
saved in between.  And the gain of the test takes the keys, which must not be where participants' accounts
read.  So ``workbook collect`` computes the results, and the database lets nothing in that does not say that
five or more stand behind it.

PostgreSQL documentation, version 15: "GRANT", "JSON Functions and Operators".
"""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_TABLE = """
CREATE TABLE workbook.group_results (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  released timestamptz NOT NULL DEFAULT now(),
  results jsonb NOT NULL CHECK (
    jsonb_typeof(results) = 'object' AND octet_length(results::text) <= 200000
    AND results - 'pillar_scan' - 'test' = '{}'
    AND (results -> 'pillar_scan' IS NULL OR coalesce((results #>> '{pillar_scan,teams}')::integer, 0) >= 5)
    AND (results -> 'test' IS NULL OR coalesce((results #>> '{test,persons}')::integer, 0) >= 5)
  )
);
COMMENT ON COLUMN workbook.group_results.one IS 'There is one row at most';
COMMENT ON COLUMN workbook.group_results.released IS 'When a trainer released it';
COMMENT ON COLUMN workbook.group_results.results IS 'Means of five or more, without codes';
"""

_RIGHTS = """
GRANT SELECT ON workbook.group_results TO workbook_participant, workbook_trainer;
GRANT INSERT (results), UPDATE (results, released), DELETE ON workbook.group_results TO workbook_trainer;
"""


def upgrade() -> None:
    """Make the table and its rights."""
    for statements in (_TABLE, _RIGHTS):
        op.get_bind().exec_driver_sql(statements)


def downgrade() -> None:
    """Remove the released results."""
    op.execute("DROP TABLE workbook.group_results")
