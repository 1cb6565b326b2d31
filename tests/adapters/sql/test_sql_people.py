"""People: who has a role."""

from bot.domain.audience import Role
from bot.ports.people import Person

JO = Person("slack:U1", Role.REP, "Jo Ünal 🦉")


async def test_who_is_not_listed_has_no_role(people):
    assert await people.role_of("slack:U1") is None
    assert await people.all() == []


async def test_a_person_is_added_and_their_role_changed(people):
    await people.put(JO)
    assert await people.role_of(JO.id) is Role.REP
    await people.put(Person(JO.id, Role.OWNER, "Jo"))
    assert await people.role_of(JO.id) is Role.OWNER
    assert await people.all() == [Person(JO.id, Role.OWNER, "Jo")]


async def test_a_role_is_taken_away_once(people):
    await people.put(JO)
    assert await people.remove(JO.id) is True
    assert await people.remove(JO.id) is False
    assert await people.role_of(JO.id) is None


async def test_everyone_comes_by_id_the_same_on_every_database(people):
    ids = ["slack:U2", "Slack:U1", "teams:ä", "slack:U10", "teams:z"]
    for person_id in ids:
        await people.put(Person(person_id, Role.REP))
    assert [person.id for person in await people.all()] == sorted(ids)
