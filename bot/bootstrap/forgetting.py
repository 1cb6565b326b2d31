"""What forgetting does not reach here, said plainly to whoever forgets."""

from collections.abc import Sequence

from bot.settings import Settings


def left_over(settings: Settings) -> Sequence[str]:
    """Say what may still hold what was forgotten, and until when."""
    lines = [
        (
            "Not reached: messages in the chat are their authors' to delete; files that people"
            " took along are theirs."
        ),
        (
            "Backups that you made hold it until you delete them; after one is put back, forget it"
            " again."
        ),
    ]
    if settings.sql_url.startswith("sqlite"):
        lines.append(
            "The database file was written anew and its log emptied; blocks that the disk let go"
            " of are overwritten when it uses them again."
        )
    else:
        lines.append(
            "PostgreSQL's own log holds it until its segments are recycled (two checkpoints, or"
            " until replicas and the archive let go); freed pages until they are used again, or"
            " after VACUUM FULL."
        )
    if settings.model:
        lines.append("The provider of your language model keeps requests as long as it says.")
    return lines
