"""`groundwork stories seen`: which rooms were shown a story."""

from bot.bootstrap import App
from bot.cli.app import DONE
from bot.cli.batch import Row, write_row
from bot.cli.opening import read_settings, tell, with_app
from bot.cli.options import DataDir, Format, FormatOption
from bot.cli.stories.options import StoryId
from bot.cli.tables import show
from bot.ports.shown import Showing

HEADINGS = ("channel", "room", "place", "account", "version", "first", "last", "times")


def seen(
    story_id: StoryId, *, output: FormatOption = Format.TABLE, data_dir: DataDir = None
) -> int:
    """List the rooms that were shown a story, also after it was recalled. Ids, no words."""

    async def job(app: App) -> int:
        await app.change.find(story_id)
        rooms = await app.shown.rooms(story_id)
        if output is Format.JSON:
            for showing in rooms:
                write_row(_row(showing))
        elif rooms:
            show(HEADINGS, [[str(value) for value in _row(s).values()] for s in rooms])
        else:
            tell(f"No room was shown {story_id}.")
        return DONE

    return with_app(read_settings(data_dir), job)


def _row(showing: Showing) -> Row:
    return {
        "channel": showing.channel,
        "room": showing.room_id,
        "place": str(showing.place or ""),
        "account": showing.account,
        "version": showing.version,
        "first": showing.first_at.isoformat(timespec="seconds"),
        "last": showing.last_at.isoformat(timespec="seconds"),
        "times": showing.times,
    }
