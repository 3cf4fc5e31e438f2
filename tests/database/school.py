"""A database with the workbook's tables, as a school has it."""

from __future__ import annotations

from dataclasses import dataclass, field

from private_postgres import Postgres


@dataclass
class School:
    """A database with the workbook's tables, and accounts in it."""

    postgres: Postgres
    name: str
    accounts: list[str] = field(default_factory=list)

    def account(self, name: str, role: str, options: str = "") -> str:
        """Make an account with a role of the workbook and return its address."""
        account = f"{name}_{self.name}"
        self.postgres.run(
            f"CREATE ROLE {account} LOGIN PASSWORD 'secret' {options}", f"GRANT {role} TO {account}"
        )
        self.accounts.append(account)
        return self.postgres.address(self.name, account, "secret")

    def participant(self, name: str) -> str:
        """Return the address for a participant."""
        return self.account(name, "workbook_participant")

    def trainer(self) -> str:
        """Return the address for a trainer."""
        return self.account("trainer", "workbook_trainer")

    def run(self, *statements: str) -> list[tuple[object, ...]]:
        """Run statements as the one who may do everything."""
        return self.postgres.run(*statements, database=self.name)
