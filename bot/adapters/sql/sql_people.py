"""The vendor's people with a role, in SQL."""

from collections.abc import Sequence
from functools import partial

from sqlalchemy import Connection, delete, select

from bot.adapters.sql.engine import Database
from bot.adapters.sql.portable import insert_into
from bot.adapters.sql.schema import people
from bot.domain.audience import Role
from bot.ports.people import Person


class SqlPeople:
    """The list of the vendor's people with a role."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def role_of(self, person_id: str) -> Role | None:
        """Give a person's role, None where they have none."""
        query = select(people.c.role).where(people.c.id == person_id)
        role = await self._database.read(lambda connection: connection.scalar(query))
        return None if role is None else Role(role)

    async def put(self, person: Person) -> None:
        """Add a person or change their role."""
        await self._database.write(partial(_put, person=person))

    async def remove(self, person_id: str) -> bool:
        """Take a person's role away; False where they had none."""
        gone = delete(people).where(people.c.id == person_id)
        return await self._database.write(lambda connection: connection.execute(gone).rowcount > 0)

    async def all(self) -> Sequence[Person]:
        """Give everyone with a role, by id."""
        return await self._database.read(_all)


def _put(connection: Connection, person: Person) -> None:
    insert = insert_into(connection.dialect.name, people).values(
        id=person.id, role=person.role.value, name=person.name
    )
    new = {"role": insert.excluded.role, "name": insert.excluded.name}
    connection.execute(insert.on_conflict_do_update(index_elements=[people.c.id], set_=new))


def _all(connection: Connection) -> Sequence[Person]:
    query = select(people.c.id, people.c.role, people.c.name)
    found = [Person(row.id, Role(row.role), row.name) for row in connection.execute(query)]
    return sorted(found, key=lambda person: person.id)  # databases differ in how they sort text
