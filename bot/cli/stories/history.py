"""`groundwork stories history`: every version of a story, and what changed with it."""

from bot.bootstrap import App
from bot.cli.app import DONE
from bot.cli.batch import Row, write_row
from bot.cli.opening import read_settings, with_app
from bot.cli.options import DataDir, Format, FormatOption
from bot.cli.stories.options import StoryId, row_of
from bot.cli.tables import show
from bot.domain.differences import differences
from bot.ports.library import Kept


def history(
    story_id: StoryId, *, output: FormatOption = Format.TABLE, data_dir: DataDir = None
) -> int:
    """Show all versions of a story, oldest first: who made each, when, and what changed."""

    async def job(app: App) -> int:
        kept = await app.change.history(story_id)
        before = (None, *(version.stored for version in kept))
        rows = [
            _row(version, differences(old, version.stored))
            for old, version in zip(before, kept, strict=False)
        ]
        if output is Format.JSON:
            for row in rows:
                write_row(row)
        else:
            headings = ("version", "at", "by", "status", "what changed")
            show(headings, [[str(row[key]) for key in _SHOWN] for row in map(_for_people, rows)])
        return DONE

    return with_app(read_settings(data_dir), job)


_SHOWN = ("version", "at", "by", "status", "changed")


def _row(kept: Kept, changed: list[str]) -> Row:
    made = {"at": kept.change.at.isoformat(), "by": kept.change.by, "changed": changed}
    return {**row_of(kept.stored), "content_hash": kept.stored.content_hash, **made}


def _for_people(row: Row) -> Row:
    changed = row["changed"]
    lines = "\n".join(changed) if isinstance(changed, list) else ""
    return {**row, "at": str(row["at"])[:16].replace("T", " "), "changed": lines}
