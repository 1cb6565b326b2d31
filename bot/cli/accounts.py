"""`groundwork accounts`: who refuses a language model, what it was used for, who answers whom."""

import re
from collections import defaultdict
from datetime import timedelta
from typing import Annotated

import typer

from bot.bootstrap import App
from bot.cli.app import DONE, SOME_REJECTED
from bot.cli.batch import write_row
from bot.cli.opening import read_settings, tell, with_app
from bot.cli.options import DataDir, Format, FormatOption
from bot.cli.tables import show
from bot.domain.audience import Place, Room
from bot.ports.hand_overs import Link
from bot.ports.model import Spent

app = typer.Typer(
    help="Say which accounts no language model reads for, and who answers which account."
)

Account = Annotated[
    str, typer.Argument(metavar="ACCOUNT", help="the outside organisation, as channels name it")
]
_SLACK_ROOM = re.compile(r"slack:[TE][A-Z0-9]+/[CG][A-Z0-9]+")
Days = Annotated[int, typer.Option("--days", min=1, help="how far back to count")]


@app.command()
def refuse(account: Account, data_dir: DataDir = None) -> int:
    """Let no language model read in an account's rooms, from the next message on."""

    async def job(app: App) -> int:
        await app.refusals.refuse(account, app.clock.now(), "operator")
        tell(f"No language model reads for {account} any more.")
        return DONE

    return with_app(read_settings(data_dir), job)


@app.command()
def allow(account: Account, data_dir: DataDir = None) -> int:
    """Take a refusal back, once the account has agreed."""

    async def job(app: App) -> int:
        if await app.refusals.allow(account):
            tell(f"A language model may read for {account} again, where one is set.")
            return DONE
        tell(f"{account} has not refused. 'groundwork accounts list' shows who has.")
        return SOME_REJECTED

    return with_app(read_settings(data_dir), job)


@app.command()
def retention(
    account: Account,
    days: Annotated[
        int | None, typer.Argument(metavar="[DAYS]", min=0, help="0: never; none: as usual")
    ] = None,
    data_dir: DataDir = None,
) -> int:
    """Say after how many days what an account's people said is forgotten; "" for no account."""

    async def job(app: App) -> int:
        if days is None:
            await app.retention.remove(account)
        else:
            await app.retention.put(account, days)
        kept = app.settings.retention_days if days is None else days
        until = f"for {kept} days" if kept else "until it is forgotten by hand"
        tell(f"What is said in rooms of {account or 'no account'} is kept {until}.")
        return DONE

    return with_app(read_settings(data_dir), job)


@app.command(name="list")
def list_accounts(
    days: Days = 1, output: FormatOption = Format.TABLE, data_dir: DataDir = None
) -> int:
    """List what accounts used of a language model, and which of them refuse it."""

    async def job(app: App) -> int:
        refused = set(await app.refusals.all()) | app.settings.without_model
        used: defaultdict[str, Spent] = defaultdict(Spent)
        failed: defaultdict[str, int] = defaultdict(int)
        for summed in await app.usage.sums(app.clock.now() - timedelta(days=days)):
            used[summed.account] += summed.spent
            failed[summed.account] += 0 if summed.outcome == "ok" else summed.spent.calls
        for account in sorted(refused | used.keys()):
            row = _row(account, account in refused, used[account], failed[account])
            if output is Format.JSON:
                write_row(row)
            rows.append(tuple(map(str, row.values())))
        if output is Format.TABLE:
            show(("account", "refused", "calls", "failed", "tokens", "dollars"), rows)
        return DONE

    rows: list[tuple[str, ...]] = []
    return with_app(read_settings(data_dir), job)


ToRoom = Annotated[
    str,
    typer.Option(
        "--room", help="the room of your own people that is told, as slack:T0HOME/C0ROOM"
    ),
]
Persons = Annotated[
    list[str] | None,
    typer.Option("--person", help="who answers, by id; again for who is asked next"),
]


@app.command()
def link(
    account: Account, room: ToRoom = "", person: Persons = None, data_dir: DataDir = None
) -> int:
    """Say where an account's wishes for a person go, and who answers; * is all other accounts.

    What is not named stays as it is. In Teams the room is linked from within: write "link ACCOUNT"
    to the bot there.
    """

    async def job(app: App) -> int:
        unknown = [p for p in person or () if await app.people.role_of(p) is None]
        if unknown or (room and not _SLACK_ROOM.fullmatch(room)):
            what = f"{unknown[0]} has no role" if unknown else f"{room} is no room of Slack"
            tell(f"{what}. See 'groundwork people list', or name a room as slack:T0HOME/C0ROOM.")
            return SOME_REJECTED
        before = await app.links.of(account)
        mine = before if before.account == account else Link(account)
        told = Room(room.partition(":")[2], "slack", Place.INTERNAL) if room else mine.room
        await app.links.put(Link(account, told, tuple(person) if person else mine.people))
        tell(f"Wishes of {account} go to {told.id if told else 'no room; reps list them'}.")
        return DONE

    return with_app(read_settings(data_dir), job)


@app.command()
def unlink(account: Account, data_dir: DataDir = None) -> int:
    """Take away where an account's wishes go, and who answers."""

    async def job(app: App) -> int:
        if await app.links.remove(account):
            tell(f"Wishes of {account} go nowhere by themselves now; reps list them.")
            return DONE
        tell(f"{account} has no link. 'groundwork accounts links' shows which have.")
        return SOME_REJECTED

    return with_app(read_settings(data_dir), job)


@app.command()
def links(output: FormatOption = Format.TABLE, data_dir: DataDir = None) -> int:
    """List which rooms and people look after which accounts."""

    async def job(app: App) -> int:
        rows = []
        for found in await app.links.all():
            room = f"{found.room.channel}:{found.room.id}" if found.room else ""
            row = {"account": found.account, "room": room, "people": list(found.people)}
            if output is Format.JSON:
                write_row(row)
            rows.append((found.account, room, ", ".join(found.people)))
        if output is Format.TABLE:
            show(("account", "room", "people"), rows)
        return DONE

    return with_app(read_settings(data_dir), job)


def _row(account: str, refused: bool, spent: Spent, failed: int) -> dict[str, object]:  # noqa: FBT001 - a cell
    return {
        "account": account,
        "refused": refused,
        "calls": spent.calls,
        "failed": failed,
        "tokens": spent.tokens,
        "cost": round(spent.cost, 4),
    }
