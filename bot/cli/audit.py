"""`groundwork audit`: what is on record, and whether it is as it was written."""

from datetime import timedelta
from typing import Annotated

import typer

from bot.bootstrap import App
from bot.cli.app import DONE, SOME_REJECTED
from bot.cli.batch import write_row
from bot.cli.opening import read_settings, tell, with_app
from bot.cli.options import DataDir, Format, FormatOption
from bot.cli.tables import show
from bot.domain.audit import Chained, anchor_from
from bot.ports.audit import AuditFilter

app = typer.Typer(
    help="List what was shown, opened, shared, changed and forgotten; check the record."
)

Kind = Annotated[str, typer.Option("--kind", help="shown, gate_opened, visibility, forgotten ...")]
PersonId = Annotated[str, typer.Option("--person", metavar="ID", help="as channels name them")]
RoomId = Annotated[str, typer.Option("--room", metavar="CHANNEL:ID", help="what a room is called")]
Account = Annotated[str, typer.Option("--account", metavar="ACCOUNT", help="its organisation")]
Story = Annotated[str, typer.Option("--story", metavar="ID", help="a story's own id")]
Days = Annotated[int, typer.Option("--days", min=1, help="how far back to look")]
Most = Annotated[int, typer.Option("--most", min=1, help="how many of the newest lines")]
Anchors = Annotated[
    list[str] | None,
    typer.Option("--anchor", metavar="N:SEAL", help="a head that you wrote down earlier"),
]


@app.command(name="list")
def list_lines(  # noqa: PLR0913 - each option is one of the filters
    *,
    kind: Kind = "",
    person: PersonId = "",
    room: RoomId = "",
    account: Account = "",
    story: Story = "",
    days: Days = 3650,
    most: Most = 1000,
    output: FormatOption = Format.TABLE,
    data_dir: DataDir = None,
) -> int:
    """List the lines that fit, the newest last. People, rooms and accounts are pseudonyms."""

    async def job(app: App) -> int:
        since = app.clock.now() - timedelta(days=days)
        wanted = AuditFilter(kind, person, room, account, story, since, most)
        lines = await app.audit.lines(wanted)
        if output is Format.JSON:
            for line in lines:
                ids = dict(line.ids)
                write_row({"n": line.n, "at": line.at.isoformat(), "kind": line.kind, "ids": ids})
        else:
            show(("line", "at", "what", "about"), [_cells(line) for line in lines])
        return DONE

    return with_app(read_settings(data_dir), job)


@app.command()
def verify(anchor: Anchors = None, data_dir: DataDir = None) -> int:
    """Look at every line: whether one was changed, taken out, moved or cut off at the end.

    What the head was is kept in the data folder. Write the head down elsewhere, too: with
    --anchor it tells whether database and folder were both put back.
    """
    written_down = [anchor_from(text, "--anchor") for text in anchor or []]

    async def job(app: App) -> int:
        verdict = await app.audit.verify(*written_down)
        if verdict.fault:
            tell(f"{verdict.fault} Up to line {verdict.head.n} all is as it was written.")
            tell("A backup that was put back looks like this, too: see docs/privacy.md.")
            return SOME_REJECTED
        tell(f"All {verdict.head.n} lines are as they were written. Head: {verdict.head.text}")
        return DONE

    return with_app(read_settings(data_dir), job)


def _cells(line: Chained) -> tuple[str, str, str, str]:
    about = "  ".join(f"{part} {value}" for part, value in line.ids.items() if value)
    return str(line.n), f"{line.at:%Y-%m-%d %H:%M:%S}", line.kind, about
