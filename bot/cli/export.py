"""`groundwork export`: all that is held on a person, a room or an account."""

import secrets
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot.bootstrap import App
from bot.cli.app import DONE
from bot.cli.opening import read_settings, tell, with_app
from bot.cli.options import DataDir
from bot.domain.forgetting import OfAccount, OfPerson, OfRoom, Scope

app = typer.Typer()


class Kind(StrEnum):
    """On what."""

    PERSON = "person"
    ROOM = "room"
    ACCOUNT = "account"


SCOPES: dict[Kind, type[OfPerson | OfRoom | OfAccount]] = {
    Kind.PERSON: OfPerson,
    Kind.ROOM: OfRoom,
    Kind.ACCOUNT: OfAccount,
}

Whose = Annotated[str, typer.Argument(metavar="ID", help="as channels name it; a room CHANNEL:ID")]
To = Annotated[
    Path | None, typer.Option("--to", metavar="DIR", help="else a new folder in the data folder")
]


@app.command()
def export(kind: Kind, subject: Whose, to: To = None, data_dir: DataDir = None) -> int:
    """Write down all that is held on someone, as JSON lines and as a page to read.

    Of a person, the words of others in the same rooms are left out. What stands in the data
    folder goes when the person is forgotten; what you write elsewhere is yours to delete.
    """
    settings = read_settings(data_dir)
    scope: Scope = SCOPES[kind](subject)

    async def job(app: App) -> int:
        name = f"{app.clock.now():%Y-%m-%d}-{secrets.token_hex(4)}"
        folder = to or settings.data_dir / "exports" / name
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        count = await app.give_out(scope, f"a {kind}", str(folder))
        tell(f"{count} things, in {folder}. It holds people's words: give it to none but them.")
        return DONE

    return with_app(settings, job)
