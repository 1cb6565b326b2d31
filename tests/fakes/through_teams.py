"""The whole bot, reached through Teams: a dialog that is held with it is held in Teams."""

from bot.domain.audience import Place as RoomPlace
from bot.domain.events import Action, Message
from bot.ports.people import Person
from tests.fakes.teams import HOME, Place, person

PLACES = {
    RoomPlace.DM: ("a:{id}", "personal"),
    RoomPlace.SHARED: ("19:{id}@thread.v2", "groupChat"),
}


class Recorded:
    """What stands behind the channel, with the answer to each event."""

    def __init__(self, respond):
        self._respond = respond
        self.accept, self.knows = respond.accept, respond.knows
        self.answers = []

    async def __call__(self, event):
        answer = await self._respond(event)
        self.answers.append(answer)
        return answer


class ThroughTeams:
    """Has the shape of the bot, as far as a dialog needs it."""

    def __init__(self, app, client, recorded):
        self._app = app
        self._client = client
        self._recorded = recorded
        self._people = {}

    async def respond(self, event):
        """Send as an activity what a dialog says or presses; gives the answer with its trace."""
        who = await self._known(event.speaker)
        pattern, kind = PLACES[event.room.place]
        host = HOME if kind == "groupChat" else who["tenantId"]
        place = Place(pattern.format(id=event.room.id), kind, host)
        room = self._client.connector.members.setdefault(place.id, [person("Jo", HOME)])
        if who not in room:
            room.append(who)
        at = {"timestamp": event.at.isoformat()}
        if isinstance(event, Message):
            await self._client.says(place, event.text, who, **at)
        else:
            assert isinstance(event, Action)
            data = {"press": str(event.press), "target": event.target}
            value = {"action": {"type": "Action.Execute", "verb": "press", "data": data}}
            await self._client.invokes(place, "adaptiveCard/action", value, who, **at)
        return self._recorded.answers[-1]

    async def _known(self, speaker):
        who = person(speaker.name, HOME) if speaker.insider else person(speaker.name)
        if speaker.role is not None:
            await self._app.people.put(Person(f"teams:{who['aadObjectId']}", speaker.role))
        return who
