"""An account's room, and the room of the vendor's people that is told of its wishes."""

from itertools import count

from bot.domain.audience import Place, Role
from bot.domain.events import Press
from bot.domain.hand_over import Call, call
from bot.ports.hand_overs import Link
from bot.ports.people import Person
from tests.dialogs.talk import Talk, speaker

_accounts = count(1)


class House:
    """The two rooms. What one tells the other arrives when the clock `rings`."""

    def __init__(self, app, place=Place.SHARED):
        self.app = app
        self.account = f"house-{next(_accounts)}"
        self.buyers = Talk(app, place, self.account)
        self.vendor = Talk(app, Place.INTERNAL, "")

    async def links(self, *people):
        """Link the two by what a rep types; `people` answer, in this order."""
        ids = tuple(speaker(name).id for name in people)
        for name, person in zip(people, ids, strict=True):
            await self.app.people.put(Person(person, Role.REP, f"{name} Field"))
        await self.app.links.put(Link(self.account, None, ids))
        return await self.rep(f"link {self.account}")

    async def rep(self, text, who="Jo"):
        """One of the vendor's people writes in their own room."""
        return await self.vendor.says(text, who=who, role="rep")

    async def presses(self, button, who="Jo"):
        """One of the vendor's people presses a button there."""
        return await self.vendor.presses(Press.SUGGESTION, button.id, who=who, role="rep")

    async def rings(self):
        """Let news arrive; gives what was said in the two rooms since."""
        before = {o.id for o in await self._said()}
        await self.app.respond.ring()
        return [o for o in await self._said() if o.id not in before]

    async def waits(self):
        """Let the time for an answer pass; gives what the buyer is told then."""
        talk = await self.conversation()
        timer = call(
            Call.WAITED, talk.hand_overs[-1], self.buyers.room, speaker("Priya"), self.buyers.now
        )
        return await self.buyers._send(timer)

    async def conversation(self):
        """Give the buyers' conversation as it is kept."""
        room = self.buyers.room
        return await self.app.respond._ledger.conversations.load(f"{room.channel}:{room.id}")

    async def _said(self):
        rooms = {self.buyers.room.id, self.vendor.room.id}
        waiting = await self.app.respond._ledger.outbox.waiting()
        return [o for o in waiting if o.room.id in rooms]
