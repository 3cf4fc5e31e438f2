"""Tables for answers, and who may see which row.

A participant's kernel holds an account of the database and runs whatever its owner writes.  So the rules are
PostgreSQL's own row-level security, by the account of the connection:

- ``session_user`` decides, not ``current_user``: members of one role could meet under that role's name.
- Participants get rights on columns, never on tables: a right to update a whole table would let them lock it
  for everybody.  Nor can they delete rows; a removed answer is a row without parts.
- Each account's rows are limited in number and size, so that nobody fills the disk.

PostgreSQL documentation, version 15: "Row Security Policies", "LOCK", "GRANT".
"""

from __future__ import annotations

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_ROLES = """
DO $$
DECLARE needed text;
BEGIN
  FOREACH needed IN ARRAY ARRAY['workbook_participant', 'workbook_trainer'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = needed) THEN
      EXECUTE format('CREATE ROLE %I NOLOGIN', needed);
    END IF;
  END LOOP;
  EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
  EXECUTE format(
    'GRANT CONNECT ON DATABASE %I TO workbook_participant, workbook_trainer', current_database()
  );
END $$
"""

_TABLES = r"""
CREATE TABLE workbook.participants (
  owner text COLLATE "C" PRIMARY KEY,
  code text NOT NULL CHECK (char_length(code) BETWEEN 1 AND 200),
  more jsonb NOT NULL DEFAULT '{}'
    CHECK (jsonb_typeof(more) = 'object' AND octet_length(more::text) <= 20000)
);
COMMENT ON COLUMN workbook.participants.owner IS 'Account in the database, without a name';
COMMENT ON COLUMN workbook.participants.code IS 'Participant code, made up or chosen';
COMMENT ON COLUMN workbook.participants.more IS 'Keys of later editions';
-- Two people with one code would be one in the report, and each could change what it says of the other.
CREATE UNIQUE INDEX participants_code
  ON workbook.participants (lower(btrim(regexp_replace(code, '\s+', ' ', 'g'))));

CREATE TABLE workbook.answers (
  owner text COLLATE "C" NOT NULL REFERENCES workbook.participants (owner) ON DELETE CASCADE,
  exercise text COLLATE "C" NOT NULL CHECK (exercise ~ '^[A-Z]{2}[0-9]{1,2}\.[0-9]{1,2}$'),
  version integer NOT NULL CHECK (version >= 1),
  saved timestamptz NOT NULL CHECK (saved >= '1970-01-01 00:00Z' AND saved < '2200-01-01 00:00Z'),
  parts jsonb CHECK (jsonb_typeof(parts) = 'object' AND octet_length(parts::text) <= 1000000),
  more jsonb NOT NULL DEFAULT '{}'
    CHECK (jsonb_typeof(more) = 'object' AND octet_length(more::text) <= 20000),
  PRIMARY KEY (owner, exercise)
);
COMMENT ON COLUMN workbook.answers.version IS 'Version of the exercise';
COMMENT ON COLUMN workbook.answers.parts IS 'Answers by part; null where they were removed';
COMMENT ON COLUMN workbook.answers.more IS 'Keys of later editions';

CREATE TABLE workbook.replaced (
  owner text COLLATE "C" NOT NULL REFERENCES workbook.participants (owner) ON DELETE CASCADE,
  moment timestamptz NOT NULL DEFAULT now(),
  file jsonb NOT NULL CHECK (octet_length(file::text) <= 20000000),
  PRIMARY KEY (owner, moment)
);
COMMENT ON COLUMN workbook.replaced.file IS 'Answers file as it was before another was restored';
"""

_LIMITS = """
CREATE FUNCTION workbook.within_limits() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE
  number bigint;
  bytes bigint;
BEGIN
  IF TG_TABLE_NAME = 'answers' THEN
    SELECT count(*), coalesce(sum(pg_column_size(parts)), 0) INTO number, bytes
      FROM workbook.answers WHERE owner = NEW.owner AND exercise <> NEW.exercise;
  ELSE
    SELECT count(*), coalesce(sum(pg_column_size(file)), 0) INTO number, bytes
      FROM workbook.replaced WHERE owner = NEW.owner;
  END IF;
  IF number >= 400 OR bytes > 20000000 THEN
    RAISE EXCEPTION 'this account has as many answers as it may have'
      USING ERRCODE = 'program_limit_exceeded';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER answers_within_limits BEFORE INSERT ON workbook.answers
  FOR EACH ROW EXECUTE FUNCTION workbook.within_limits();
CREATE TRIGGER replaced_within_limits BEFORE INSERT ON workbook.replaced
  FOR EACH ROW EXECUTE FUNCTION workbook.within_limits();
"""

_RIGHTS = """
GRANT USAGE ON SCHEMA workbook TO workbook_participant, workbook_trainer;
GRANT SELECT ON workbook.participants, workbook.answers, workbook.replaced
  TO workbook_participant, workbook_trainer;
GRANT INSERT (owner, code, more), UPDATE (code, more) ON workbook.participants TO workbook_participant;
GRANT INSERT (owner, exercise, version, saved, parts, more), UPDATE (version, saved, parts, more)
  ON workbook.answers TO workbook_participant;
GRANT INSERT (owner, file) ON workbook.replaced TO workbook_participant;
GRANT DELETE ON workbook.participants TO workbook_trainer;
"""

_POLICIES = """
ALTER TABLE workbook.{table} ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON workbook.{table} TO workbook_participant
  USING (owner = session_user::text) WITH CHECK (owner = session_user::text);
CREATE POLICY every_read ON workbook.{table} FOR SELECT TO workbook_trainer USING (true);
CREATE POLICY every_delete ON workbook.{table} FOR DELETE TO workbook_trainer USING (true);
"""


def upgrade() -> None:
    """Make the tables and the rules."""
    policies = [_POLICIES.replace("{table}", table) for table in ("participants", "answers", "replaced")]
    for statements in (_ROLES, _TABLES, _LIMITS, _RIGHTS, *policies):
        # To the driver as it stands, since a colon marks no parameter here; a per cent sign would.
        op.get_bind().exec_driver_sql(statements.replace("%", "%%"))


def downgrade() -> None:
    """Remove the tables with all that is in them."""
    for table in ("replaced", "answers", "participants"):
        op.execute(f"DROP TABLE workbook.{table}")
    op.execute("DROP FUNCTION workbook.within_limits()")
