"""Who guides whom: a guide for each role, and the interview."""

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.adapters.content.interview_file import read_interview
from bot.adapters.language.builtin_speaker import BuiltinSpeaker
from bot.adapters.local_interviews import LocalInterviews
from bot.adapters.local_uploads import LocalUploads
from bot.adapters.sql.engine import Database
from bot.adapters.sql.sql_conversations import SqlConversations
from bot.adapters.sql.sql_links import SqlLinks
from bot.adapters.sql.sql_outbox import SqlOutbox
from bot.adapters.sql.sql_people import SqlPeople
from bot.adapters.sql.sql_requests import SqlRequests
from bot.adapters.sql.sql_rooms import SqlRooms
from bot.bootstrap.clock import SystemClock
from bot.bootstrap.language import Language
from bot.bootstrap.library import Library
from bot.bootstrap.model import LanguageModel
from bot.bootstrap.owners import make_owner_guide
from bot.bootstrap.reps import make_hearing
from bot.domain.audience import Role
from bot.domain.errors import SetupError
from bot.domain.working_hours import working_hours
from bot.settings import Settings
from bot.use_cases.answer_buyers import AnswerBuyers, VendorDesk
from bot.use_cases.ask_person import AskPerson, Staff, Waiting
from bot.use_cases.ask_worth import AskWorth
from bot.use_cases.decide_story import DecideStory
from bot.use_cases.find_peers import FindPeers
from bot.use_cases.guide_buyer import BuyerDesk, GuideBuyer
from bot.use_cases.guide_rep import GuideRep, RepDesk
from bot.use_cases.interview_in_chat import InterviewDesk, InterviewInChat
from bot.use_cases.mind_room import MindRoom, RoomDesk
from bot.use_cases.note_gaps import GapKeeping, NoteGaps
from bot.use_cases.respond import Guide
from bot.use_cases.say import Detectors, Say
from bot.use_cases.take_feedback import TakeFeedback
from bot.use_cases.tell_story import TellingDesk, TellStory
from bot.use_cases.unsay import Unsay
from bot.use_cases.word_anew import WordAnew


def make_guides(
    settings: Settings,
    database: Database,
    parts: tuple[Language, Library, LanguageModel],
    desk: RepDesk,
) -> dict[Role, Guide]:
    """Give the guide for each role; what none of them found a story for is noted as a gap.

    A language model, where one is set, reads along with buyers alone.
    """
    language, library, model = parts
    clock = SystemClock()
    hearing = make_hearing(settings, language)
    detectors = Detectors(language.product_talk, language.personal_data)
    speaker = BuiltinSpeaker(language.wording, settings.operator)
    anew = None
    if model.speaker:
        anew = WordAnew(model.speaker, language.likeness)
    say_to_buyers = Say(speaker, detectors, language.wording, anew)
    requests = SqlRequests(database)
    staff = Staff(SqlLinks(database), SqlPeople(database), requests)
    rep = GuideRep(hearing, desk, clock)
    decide = DecideStory(library.stories, library.change, library.review)
    buyers = BuyerDesk(
        find=library.find,
        person=AskPerson(staff, waiting_of(settings), clock),
        peers=FindPeers(library.find, requests, clock),
        worth=AskWorth(SqlRooms(database), clock),
        along=model.along,
    )
    talks = SqlConversations(database)
    answering = VendorDesk(
        rep, staff, library.stories, talks, desk.rooms, clock, settings.operator
    )
    owners = make_owner_guide(settings, database, library, rep, decide)
    guides: dict[Role, Guide] = {
        Role.PROSPECT: GuideBuyer(hearing, buyers, say_to_buyers, clock),
        Role.REP: AnswerBuyers(rep, answering),
        Role.OWNER: AnswerBuyers(owners, answering),
    }
    interviews = InterviewDesk(
        make_tell(settings, library), library.change, decide, hearing, say_to_buyers, clock
    )
    guides = {role: InterviewInChat(guide, interviews) for role, guide in guides.items()}
    guides = _minding_rooms(guides, RoomDesk(hearing, desk.say, SqlOutbox(database), clock))
    keeping = GapKeeping(language.personal_data, settings.without_words)
    noting = {role: NoteGaps(guide, keeping) for role, guide in guides.items()}
    return {role: Unsay(TakeFeedback(guide, clock)) for role, guide in noting.items()}


def _minding_rooms(guides: dict[Role, Guide], desk: RoomDesk) -> dict[Role, Guide]:
    return {role: MindRoom(guide, desk) for role, guide in guides.items()}


def waiting_of(settings: Settings) -> Waiting:
    """Give how long buyers wait, in the vendor's working hours.

    Raises:
        SetupError: the hours or the time zone cannot be read.
    """
    try:
        zone = ZoneInfo(settings.time_zone)
        hours = working_hours(settings.working_hours, zone)
    except ZoneInfoNotFoundError:
        raise SetupError(
            f"GROUNDWORK_TIME_ZONE is no time zone: {settings.time_zone}. "
            "Name one as Europe/Berlin."
        ) from None
    except ValueError as error:
        raise SetupError(f"GROUNDWORK_WORKING_HOURS: {error}.") from None
    return Waiting(hours, settings.answer_within)


def make_tell(settings: Settings, library: Library) -> TellStory:
    """Give the interview that leaves a draft story."""
    desk = TellingDesk(
        interviews=LocalInterviews(settings.data_dir / "interviews"),
        drafts=LocalUploads(settings.data_dir / "drafts"),
        load=library.load,
        review=library.review,
        clock=SystemClock(),
    )
    return TellStory(read_interview(settings.prompts_dir, settings.operator), desk)
