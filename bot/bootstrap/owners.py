"""What is done for content owners while the bot serves, beside the conversations."""

from collections.abc import Mapping

from bot.adapters.sql.engine import Database
from bot.adapters.sql.sql_story_posts import SqlStoryPosts
from bot.bootstrap.clock import SystemClock
from bot.bootstrap.language import Language
from bot.bootstrap.library import Library
from bot.domain.withdrawing import WithdrawnLines
from bot.ports.turns import Poster
from bot.settings import Settings
from bot.use_cases.withdraw_stories import WithdrawStories


def make_withdraw(
    settings: Settings,
    database: Database,
    parts: tuple[Language, Library],
    posters: Mapping[str, Poster],
) -> WithdrawStories:
    """Give what takes stories that left the library out of what was posted."""
    language, library = parts
    values = {"operator": settings.operator}
    lines = WithdrawnLines(
        retired=language.wording.line("story_retired", 0, values),
        recalled=language.wording.line("story_recalled", 0, values),
    )
    return WithdrawStories(SqlStoryPosts(database), library.stories, posters, lines, SystemClock())
