"""Reminding owners of dates that near, and of what was asked without a story; never at night."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.domain.audience import Role, Speaker
from bot.domain.events import Timer
from bot.domain.reminders import Due, minders_of, reminders_of, told_key
from bot.domain.working_hours import WorkingHours
from bot.ports.library import Stories, StoryFilter
from bot.ports.people import People
from bot.ports.reach import Reach
from bot.ports.turns import Clock
from bot.use_cases.respond import Respond

EVERY = timedelta(hours=1)


@dataclass(slots=True)
class RemindOwners:
    """Looks once an hour, within working hours, for what is due.

    Each is an event with a key of its own, so whoever restarts, and however many processes look,
    it is told once.
    """

    stories: Stories
    people: People
    reach: Mapping[str, Reach]  # by channel
    hours: WorkingHours
    clock: Clock
    respond: Respond
    _looked: datetime | None = field(default=None)

    async def __call__(self) -> int:
        """Tell owners what is due; gives how many were told something."""
        now = self.clock.now()
        if not self.hours.hold(now) or (self._looked and now - self._looked < EVERY):
            return 0
        self._looked = now
        owners = {p.id: p.name for p in await self.people.all() if p.role is Role.OWNER}
        records = await self.stories.all(StoryFilter()) if owners else ()
        due = reminders_of(records, now.astimezone(self.hours.zone).date())
        dated = dict.fromkeys(who for r in due for who in minders_of(r.story, owners))
        told = [await self._told(Due.DATES, person, now) for person in dated]
        told += [await self._told(Due.DIGEST, person, now) for person in owners]
        return sum(told)

    async def _told(self, due: Due, person: str, now: datetime) -> bool:
        """What was told before is not told again; who cannot be reached now is tried later."""
        key = told_key(due, now.astimezone(self.hours.zone).date(), person)
        if await self.respond.knows(key):
            return False
        reach = self.reach.get(person.partition(":")[0])
        room = await reach.room_of(person) if reach else None
        if room is None:
            return False
        speaker = Speaker(person, insider=True, role=Role.OWNER)
        timer = Timer(key=key, room=room, speaker=speaker, at=now, kind=due)
        answer = await self.respond(timer)
        return answer.reply is not None
