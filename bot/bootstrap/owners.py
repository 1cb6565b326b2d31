"""What content owners have: who answers them, and what is done for them unasked."""

from collections.abc import Mapping

from bot.adapters.local_uploads import LocalUploads
from bot.adapters.sql.engine import Database
from bot.adapters.sql.sql_people import SqlPeople
from bot.adapters.sql.sql_story_posts import SqlStoryPosts
from bot.bootstrap.clock import SystemClock
from bot.bootstrap.language import Language
from bot.bootstrap.library import Library
from bot.domain.withdrawing import WithdrawnLines
from bot.domain.working_hours import WorkingHours
from bot.ports.reach import Reach
from bot.ports.turns import Poster
from bot.settings import Settings
from bot.use_cases.decide_story import DecideStory
from bot.use_cases.guide_owner import GuideOwner, Stewardship
from bot.use_cases.guide_rep import GuideRep
from bot.use_cases.remind_owners import RemindOwners
from bot.use_cases.respond import Guide, Respond
from bot.use_cases.tell_owners import News, TellOwners
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


def make_owner_guide(
    settings: Settings,
    database: Database,
    library: Library,
    rep: GuideRep,
    decide: DecideStory,
) -> Guide:
    """Give what answers a content owner in private."""
    uploads = LocalUploads(settings.data_dir / "uploads")
    stewardship = Stewardship(
        library.load, library.review, library.stories, uploads, library.gaps, decide
    )
    news = News(rep, library.stories, SqlPeople(database), library.gaps, decide)
    return TellOwners(GuideOwner(rep, stewardship), news)


def make_remind(
    database: Database,
    library: Library,
    reach: Mapping[str, Reach],
    hours: WorkingHours,
    respond: Respond,
) -> RemindOwners:
    """Give what reminds owners, within working hours."""
    people = SqlPeople(database)
    return RemindOwners(library.stories, people, reach, hours, SystemClock(), respond)
