"""The seats: who one is, in which room. Each visitor's rooms hang on a token in a cookie."""

import hashlib
import re
from dataclasses import dataclass

from bot.domain.audience import Place, Role, Room, Speaker

TOKEN = re.compile(r"[A-Za-z0-9_-]{20,64}")
_PRIYA = Speaker("demo:prospect", "Priya")
_JO = Speaker("demo:rep", "Jo", insider=True, role=Role.REP)
_SAM = Speaker("demo:owner", "Sam", insider=True, role=Role.OWNER)


@dataclass(frozen=True, slots=True)
class Seat:
    """A way to take part. `$operator` in the texts stands for who runs the bot."""

    slug: str
    title: str
    about: str
    place: Place
    speaker: Speaker | None = None  # None: whoever holds the cookie
    room: str = ""
    starters: tuple[str, ...] = ()

    @property
    def buyer(self) -> bool:
        """Whether this person has notes of their own."""
        return self.speaker is None or not self.speaker.insider

    @property
    def alone(self) -> bool:
        """Whether this is an insider's own room."""
        return not self.buyer and self.place is Place.DM

    @property
    def uploads(self) -> bool:
        """Whether story files are handed over here."""
        return self.alone and self.speaker is _SAM

    def starter(self, target: str) -> str:
        """Give the words of a suggested beginning by its id; "" for no such id."""
        return dict(self.begin).get(target, "")

    @property
    def begin(self) -> list[tuple[str, str]]:
        """Beginnings to pick from, as (id, words)."""
        return [(f"starter-{n}", words) for n, words in enumerate(self.starters)]

    @property
    def name(self) -> str:
        """What to call the person in this seat."""
        return self.speaker.name if self.speaker else "you"


_BUYER_STARTERS = (
    "Just looking around. What is this?",
    "Month-end closing takes us nine days and nobody knows why.",
    "We could sell to schools, but we have one shot.",
)
_REP_STARTERS = (
    "Stories about approvals that wait",
    "What went wrong when a new tool came first?",
)

VISITOR = Seat(
    "talk",
    "Talk it through",
    "Say what is on your mind, in your own words. You get stories of others who stood there, "
    "and notes that are yours to take along.",
    Place.PUBLIC,
    starters=_BUYER_STARTERS,
)

SEATS = (
    Seat(
        "prospect-shared",
        "A buyer in a shared channel",
        "You are Priya, who works for Acme, in a channel that Acme shares with $operator. "
        "Everyone in it reads along.",
        Place.SHARED,
        _PRIYA,
        "shared",
        _BUYER_STARTERS,
    ),
    Seat(
        "prospect-private",
        "A buyer in private",
        "You are Priya, alone with Groundwork. Nobody else is shown what you write here, "
        "unless you pass it on.",
        Place.DM,
        _PRIYA,
        "prospect",
        _BUYER_STARTERS,
    ),
    Seat(
        "rep-private",
        "A rep in a private room",
        "You are Jo of $operator. You are shown every story, the internal ones too; those are "
        "marked.",
        Place.DM,
        _JO,
        "rep",
        _REP_STARTERS,
    ),
    Seat(
        "rep-shared",
        "A rep in the shared channel",
        "You are Jo of $operator, in the channel where Priya reads along. You are shown what she "
        "may see, no more.",
        Place.SHARED,
        _JO,
        "shared",
        _REP_STARTERS,
    ),
    Seat(
        "owner",
        "The content owner",
        "You are Sam of $operator, who looks after the stories. Hand one over, and Groundwork "
        "tells you what it lacks.",
        Place.DM,
        _SAM,
        "owner",
        ("review", "Which stories do we hold about returns?"),
    ),
)


@dataclass(frozen=True, slots=True)
class Sitting:
    """One visitor in one seat: who speaks, in which room, and where its pages are."""

    seat: Seat
    speaker: Speaker
    room: Room
    base: str

    @property
    def shelf(self) -> str:
        """Where the stories of this seat are read."""
        return "/stories" if self.seat is VISITOR else f"{self.base}/stories"


def sit(seat: Seat, token: str) -> Sitting:
    """Seat whoever holds this token."""
    # Rooms are named by a digest, so that nothing stored or logged opens one.
    digest = hashlib.sha256(token.encode()).hexdigest()[:24]
    if seat.speaker is None:
        room = Room(digest, "web", seat.place)
        return Sitting(seat, Speaker(f"web:{digest}", "You"), room, "/talk")
    account = "acme" if seat.place is Place.SHARED or seat.buyer else ""
    room = Room(f"demo-{digest}-{seat.room}", "web", seat.place, account)
    return Sitting(seat, seat.speaker, room, f"/demo/{seat.slug}")
