"""`groundwork people`: who is a rep or a content owner."""

from enum import StrEnum
from typing import Annotated

import typer

from bot.bootstrap import App
from bot.cli.app import DONE, SOME_REJECTED
from bot.cli.batch import write_row
from bot.cli.opening import read_settings, tell, with_app
from bot.cli.options import DataDir, Format, FormatOption
from bot.cli.tables import show
from bot.domain.audience import Role
from bot.ports.people import Person

app = typer.Typer(help="Say who is a rep or a content owner; everyone else is a prospect.")


class InsiderRole(StrEnum):
    """The roles that are given to a person."""

    REP = "rep"
    OWNER = "owner"


PersonId = Annotated[
    str, typer.Argument(metavar="ID", help="the id a channel knows them by, such as slack:U123")
]


@app.command()
def add(
    person_id: PersonId,
    *,
    role: Annotated[InsiderRole, typer.Option("--role", help="what they are")],
    name: Annotated[str, typer.Option("--name", help="as buyers are told who answers them")] = "",
    data_dir: DataDir = None,
) -> int:
    """Give a person a role, or change it."""

    async def job(app: App) -> int:
        await app.people.put(Person(person_id, Role(role), name))
        tell(f"{person_id} is now a {role}.")
        return DONE

    return with_app(read_settings(data_dir), job)


@app.command()
def remove(person_id: PersonId, data_dir: DataDir = None) -> int:
    """Take a person's role away: they are treated as a prospect from the next message on."""

    async def job(app: App) -> int:
        if await app.people.remove(person_id):
            tell(f"{person_id} has no role any more.")
            return DONE
        tell(f"{person_id} has no role. 'groundwork people list' shows who has.")
        return SOME_REJECTED

    return with_app(read_settings(data_dir), job)


@app.command(name="list")
def list_people(output: FormatOption = Format.TABLE, data_dir: DataDir = None) -> int:
    """List everyone with a role."""

    async def job(app: App) -> int:
        everyone = await app.people.all()
        if output is Format.JSON:
            for person in everyone:
                write_row({"id": person.id, "role": str(person.role), "name": person.name})
            return DONE
        show(("id", "role", "name"), [(p.id, str(p.role), p.name) for p in everyone])
        return DONE

    return with_app(read_settings(data_dir), job)
