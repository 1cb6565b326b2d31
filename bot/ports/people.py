"""Who is a rep or a content owner."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.domain.audience import Role


@dataclass(frozen=True, slots=True)
class Person:
    """Someone with a role, by the id that a channel knows them by (`slack:U123`)."""

    id: str
    role: Role
    name: str = ""


class People(Protocol):
    """The list of the vendor's people with a role."""

    async def role_of(self, person_id: str) -> Role | None:
        """Give a person's role, None where they have none."""
        ...

    async def put(self, person: Person) -> None:
        """Add a person or change their role."""
        ...

    async def remove(self, person_id: str) -> bool:
        """Take a person's role away; False where they had none."""
        ...

    async def all(self) -> Sequence[Person]:
        """Give everyone with a role, by id."""
        ...
