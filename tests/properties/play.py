"""Playing a world: steps go through the use cases, and all that comes out is looked at."""

import itertools
from dataclasses import dataclass, field, replace
from datetime import timedelta

from bot.domain.audience import Place, Room, Speaker
from bot.domain.events import Action, Message, Press
from bot.domain.story import StoredStory
from bot.ports.library import Change
from tests.properties.bot import Bot
from tests.properties.worlds import (
    ACCOUNTS,
    FOR_ALL,
    FOR_BUYERS,
    FOR_US,
    MARK,
    NOW,
    OPENINGS,
    OWNER,
    PREP,
    REP,
    REP_SAYS,
    SHARE,
    TOPICS,
    Step,
    World,
    mark,
    may_hear,
    passages,
    people_in,
    readable,
    rooms_of,
    story_of,
)

_worlds = itertools.count()
_said = itertools.count(100)


@dataclass
class Play:
    """A world under way. `leaks` are the marks that came to someone who may not read them."""

    bot: Bot
    world: World
    n: int = field(default_factory=lambda: next(_worlds))
    leaks: list[str] = field(default_factory=list)
    looked_at: int = 0

    def __post_init__(self):
        self.rooms = rooms_of(self.n)
        self.own = Room(f"w{self.n}-rep", "replay", Place.DM)
        self.stories: dict[int, StoredStory] = {}
        self.said: dict[str, Room] = {}
        self.events: dict[str, tuple[Speaker, Room]] = {}
        self.messages: list[Message] = []
        self.gates: dict[str, bool] = {}
        self.wrote: dict[str, set[str]] = {}
        self.now = NOW

    async def begin(self):
        """Load the stories; those that are out of the library stand in a leaking index, too."""
        await self.bot.begin_anew(leaks=self.world.leaks, model=self.world.model)
        for n, made in enumerate(self.world.stories):
            await self.keep(n, story_of(n, made))

    async def keep(self, n, stored):
        self.stories[n] = stored
        await self.bot.app.stories.save([stored], Change(self.now, "owner"))
        await self.bot.index.remove([stored.story.id])
        names = {stored.story.id: stored.story.customer}
        await self.bot.index.put(passages(stored), names)

    async def run(self):
        """Do all steps; what comes of each is held against the rules as they are then."""
        await self.begin()
        for step in self.world.steps:
            self.now += timedelta(minutes=2)
            await getattr(self, f"do_{step.kind}")(step)
            await self.look_at_posts()
            self.look_at_prompts()
        return self

    def look_at_prompts(self):
        """Whatever a language model is given counts as read by whoever it is asked for."""
        for key, prompt in self.bot.model.prompts:
            speaker, room = self.events[key]
            # a name that they wrote themselves goes along with what they wrote
            given = prompt.lower()
            for word in self.wrote.get(room.id, ()):
                given = given.replace(word, "")
            gate_open = self.gates.get(key, False)
            self.look(given, speaker, room, f"a prompt for {key}", gate_open=gate_open)
        self.bot.model.prompts.clear()

    async def look_at_posts(self):
        """Whatever is posted in a room is read by all who are in it."""
        for outgoing in self.bot.poster.posted:
            room = outgoing.room
            here = [REP] if room.id == self.own.id else people_in(room)
            for reader in here:
                gate_open = (await self.bot.app.read.room(reader, room)).gate_open
                self.look(repr(outgoing.reply), reader, room, "a post", gate_open=gate_open)
        self.bot.poster.posted.clear()

    def look(self, text, speaker, room, where, *, gate_open=False):
        """Find what a reader comes to read and may not."""
        self.looked_at += 1
        for found in set(MARK.findall(text.lower())):
            kind, letters = found[1:5], found[5:-1]
            if kind == "stor":
                kind, letters = "story", letters[1:]
            if not self._may(kind, letters, found, speaker, room, gate_open=gate_open):
                self.leaks.append(f"{found} in {where}, read by {speaker.id} in {room.id}")

    def _may(self, kind, letters, found, speaker, room, *, gate_open):
        if kind == "said":
            said_in = self.said.get(found)
            return said_in is not None and may_hear(said_in, speaker, room)
        number = int("".join(str("abcdefghij".index(c)) for c in letters))
        allowed = readable(self.stories[number], speaker, room)
        if kind == "prod" and gate_open and "story" in allowed:
            return True
        return kind in allowed

    # What happens

    async def do_say(self, step: Step):
        room = self.rooms[step.room % len(self.rooms)]
        speaker = _pick(people_in(room), step.who)
        own = mark("said", next(_said))
        text = OPENINGS[step.what % len(OPENINGS)].format(
            topic=_pick(TOPICS, step.topic), mark=own, customer=self._customer(step)
        )
        if own in text:
            self.said[own] = room
        await self.says(text, speaker, room)

    async def do_tell(self, step: Step):
        """Say something that is noted."""
        await self.do_say(replace(step, what=step.what % 4))

    async def do_prep(self, step: Step):
        """A rep asks for the page before a meeting: it holds the words of one account."""
        page = await self.do_rep(replace(step, what=REP_SAYS.index(PREP), who=1))
        for found in MARK.findall(repr(page).lower()):
            said_in = self.said.get(found)
            if said_in is not None and said_in.account != _pick(ACCOUNTS, step.room):
                self.leaks.append(f"{found} of {said_in.account} in another account's page")

    async def do_share(self, step: Step):
        """A rep has a story shown in a buyer's room, and says yes to it."""
        await self.do_rep(replace(step, what=REP_SAYS.index(SHARE), who=1))
        await self.says("yes", REP, self.own)
        await self.bot.app.respond.ring()

    async def do_rep(self, step: Step):
        text = REP_SAYS[step.what % len(REP_SAYS)].format(
            topic=_pick(TOPICS, step.topic),
            customer=self._customer(step),
            account=_pick(ACCOUNTS, step.room),
            story=step.topic % len(self.stories),
        )
        return await self.says(text, REP if step.who % 3 else OWNER, self.own)

    async def do_edit(self, step: Step):
        if self.messages:
            first = _pick(self.messages, step.what)
            text = f"we lose {_pick(TOPICS, step.topic)}"
            await self.says(text, first.speaker, first.room, revises=first.key)

    async def says(self, text, speaker, room, revises=""):
        key = f"{room.id}:{len(self.events)}"
        message = Message(
            key=key, room=room, speaker=speaker, at=self.now, text=text, revises=revises
        )
        self.events[key] = (speaker, room)
        named = {word for word in MARK.findall(text.lower()) if word not in self.said}
        self.wrote.setdefault(room.id, set()).update(named)
        if not revises:
            self.messages.append(message)
        return await self._event(message, f"a reply to {text!r}")

    async def do_press(self, step: Step):
        room = self.rooms[step.room % len(self.rooms)]
        speaker = _pick(people_in(room), step.who)
        press, target = _pick(
            [
                (Press.READ_STORY, f"ref-{step.topic % len(self.stories)}"),
                (Press.SHOW_BRIEF, ""),
                (Press.NOT_LIKE_US, ""),
                (Press.CONFIRM, ""),
                (Press.UNSAID, self.messages[-1].key if self.messages else ""),
            ],
            step.what,
        )
        key = f"{room.id}:{len(self.events)}"
        self.events[key] = (speaker, room)
        await self._event(
            Action(key=key, room=room, speaker=speaker, at=self.now, press=press, target=target),
            f"a press of {press}",
        )

    async def _event(self, event, where):
        answer = await self.bot.app.respond(event)
        if answer.reply is None:
            return None
        gate_open = bool(answer.trace and answer.trace.conversation.gate_open)
        self.gates[event.key] = gate_open
        self.look(repr(answer.reply), event.speaker, event.room, where, gate_open=gate_open)
        return answer.reply

    async def do_ring(self, step: Step):
        del step
        await self.bot.app.respond.ring()

    async def do_change(self, step: Step):
        """Owners narrow, widen and take out stories while people talk."""
        n = step.topic % len(self.stories)
        visibility = _pick([FOR_US, FOR_BUYERS, FOR_US, FOR_ALL], step.what)
        _, status, held, topic = self.world.stories[n]
        new = story_of(n, (visibility, status, held, topic))
        await self.keep(n, replace(new, version=self.stories[n].version + 1))

    async def do_open(self, step: Step):
        speaker, room = self._reader(step)
        ref = f"ref-{step.topic % len(self.stories)}"
        found = await self.bot.app.read.story(speaker, room, ref)
        why = await self.bot.app.read.why(speaker, room, ref)
        if found:
            gate = (await self.bot.app.read.room(speaker, room)).gate_open
            shown = (found.title, found.who, found.text, found.industry, why)
            self.look(repr(shown), speaker, room, f"the page of {ref}", gate_open=gate)

    async def do_shelf(self, step: Step):
        speaker, room = self._reader(step)
        for story in await self.bot.app.read.shelf(speaker, room):
            self.look(f"{story.title} {story.who} {story.text}", speaker, room, "the shelf")

    async def do_search(self, step: Step):
        speaker, room = self._reader(step)
        asked = f"{_pick(TOPICS, step.topic)} {self._customer(step)}"
        for told in (await self.bot.app.read.search(speaker, room, asked))[0]:
            text = f"{told.rendition.title} {told.rendition.text} {told.why}"
            self.look(text, speaker, room, "a search")

    async def do_notes(self, step: Step):
        speaker, room = self._reader(step)
        notes = await self.bot.app.read.notes(speaker, room, "md")
        self.look(notes.content.decode(), speaker, room, "the notes taken along")

    async def do_transcript(self, step: Step):
        """Whoever reads a room reads what was posted there, by whomever it was asked for."""
        speaker, room = self._reader(step)
        view = await self.bot.app.read.room(speaker, room)
        lines = [line.text for line in view.lines]
        spans = [entry.span for entry in view.brief.entries]
        words = [w for w in MARK.findall(" ".join([*lines, *spans]).lower()) if w in self.said]
        self.look(" ".join(words), speaker, room, "the transcript")

    def _reader(self, step: Step):
        room = _pick([*self.rooms, self.own], step.room)
        if room is self.own:
            return (REP, room)
        return _pick(people_in(room), step.who), room

    def _customer(self, step: Step):
        return mark("cust", step.topic % len(self.stories)).capitalize()


def _pick(things, n):
    return things[n % len(things)]
