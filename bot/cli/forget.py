"""`groundwork forget`: take out for good what was said, a person, a room or an account."""

from pathlib import Path
from typing import Annotated

import typer

from bot.bootstrap import App
from bot.cli.app import DONE
from bot.cli.batch import write_row
from bot.cli.opening import read_settings, tell, with_app
from bot.cli.options import DataDir, Format, FormatOption
from bot.cli.stories.options import By, who
from bot.domain.forgetting import OfAccount, OfPerson, OfRoom, Phrase
from bot.ports.forgetting import Forgotten, Wish

app = typer.Typer(help="Take out for good what was said, a person, a room or an account.")

Yes = Annotated[bool, typer.Option("--yes", help="do it without asking")]
Redact = Annotated[
    bool, typer.Option("--redact", help="take their names out of what others wrote, too")
]
InRoom = Annotated[str, typer.Option("--room", metavar="CHANNEL:ID", help="in this room alone")]
InAccount = Annotated[str, typer.Option("--account", metavar="ACCOUNT", help="in its rooms alone")]

CALLED = {
    "outbox": "replies on their way or posted",
    "turns": "turns",
    "gaps": "questions that no story fitted",
    "timers": "agreed dates",
    "audit": "lines of an earlier version",
    "hand_overs": "wishes for a person",
    "links": "links to people who answer",
    "model_calls": "calls to a language model",
    "model_refusals": "refusals of a language model",
    "story_posts": "replies that show a story",
    "retention": "days that were set",
    "shown": "showings of stories",
    "writers": "times at which somebody wrote last",
    "people": "roles",
    "story_versions": "decisions on stories, of which the name",
    "inbox": "messages and presses",
    "conversations": "rooms or notes",
    "copies": "other rows that repeated it",
    "audit_names": "pseudonyms of the audit",
    "exports": "exports",
    "interviews": "interviews",
}


@app.command()
def phrase(  # noqa: PLR0913 - each option is one choice
    text: Annotated[str, typer.Argument(metavar="WORDS", help="the words, as they were written")],
    *,
    room: InRoom = "",
    account: InAccount = "",
    yes: Yes = False,
    by: By = None,
    output: FormatOption = Format.TABLE,
    data_dir: DataDir = None,
) -> int:
    """Take some words out wherever anybody wrote or repeated them."""
    return _forget(Wish(Phrase(text, room, account), who(by)), output, data_dir, yes=yes)


@app.command()
def person(  # noqa: PLR0913 - each option is one choice
    person_id: Annotated[str, typer.Argument(metavar="ID", help="as channels know them")],
    *,
    redact: Redact = False,
    yes: Yes = False,
    by: By = None,
    output: FormatOption = Format.TABLE,
    data_dir: DataDir = None,
) -> int:
    """Forget all that a person wrote and was told, and their role. Others' words stay."""
    return _forget(Wish(OfPerson(person_id), who(by), redact), output, data_dir, yes=yes)


@app.command()
def room(  # noqa: PLR0913 - each option is one choice
    room_id: Annotated[str, typer.Argument(metavar="CHANNEL:ID", help="as slack:T1/C1")],
    *,
    redact: Redact = False,
    yes: Yes = False,
    by: By = None,
    output: FormatOption = Format.TABLE,
    data_dir: DataDir = None,
) -> int:
    """Forget a room and all that was said in it."""
    return _forget(Wish(OfRoom(room_id), who(by), redact), output, data_dir, yes=yes)


@app.command()
def account(  # noqa: PLR0913 - each option is one choice
    name: Annotated[str, typer.Argument(metavar="ACCOUNT", help="the outside organisation")],
    *,
    redact: Redact = False,
    yes: Yes = False,
    by: By = None,
    output: FormatOption = Format.TABLE,
    data_dir: DataDir = None,
) -> int:
    """Forget all rooms of an account, and the people that were only there."""
    return _forget(Wish(OfAccount(name), who(by), redact), output, data_dir, yes=yes)


def _forget(wish: Wish, output: Format, data_dir: Path | None, *, yes: bool) -> int:
    settings = read_settings(data_dir)

    async def job(app: App) -> int:
        if not yes:
            found = await app.forget.look(wish)
            _say("This would be forgotten", found)
            if not found.total or not typer.confirm("Forget it for good?", err=True):
                tell("Nothing was changed.")
                return DONE
        done = await app.forget(wish)
        if output is Format.JSON:
            write_row({"counts": dict(done.counts), "mentions": [m.where for m in done.mentions]})
        _say("Forgotten", done)
        for line in app.left_over:
            tell(line)
        return DONE

    return with_app(settings, job)


def _say(what: str, found: Forgotten) -> None:
    parts = [f"{count} {CALLED.get(name, name)}" for name, count in found.counts.items()]
    tell(f"{what}: {', '.join(parts) or 'nothing, there is none of it'}.")
    if found.mentions:
        tell("Others speak of it here; this is theirs and stays:")
    for mention in found.mentions:
        when = f", {mention.at:%Y-%m-%d}" if mention.at else ""
        tell(f"  {mention.where}{when}: {mention.text}".rstrip(": "))
