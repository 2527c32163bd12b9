"""Filling an empty database with the demo world, in one transaction."""

from datetime import timedelta

from boligsocial.audit import Event, recorded
from boligsocial.demo import people, places
from boligsocial.demo.consents import fill_consents
from boligsocial.demo.figures import fill_figures
from boligsocial.demo.guided import fill_guided
from boligsocial.demo.inquiries import fill_inquiries
from boligsocial.demo.mails import fill_mails
from boligsocial.demo.moving import fill_moving
from boligsocial.demo.oversight import fill_oversight
from boligsocial.demo.rights import fill_rights
from boligsocial.demo.tasks import fill_tasks
from boligsocial.demo.work import fill_work
from boligsocial.demo.world import World
from boligsocial.models import ContactDuty, ContactPerson, Department, Dwelling, HousingOrg, Membership, User
from boligsocial.passwords import hash_password


class NotEmpty(Exception):
    """There are people in the database already, so it gets no demo people beside them."""


@recorded(Event.DEMO_SEEDED)
def seed_demo(actor: User | None) -> None:
    """Fill an empty database: places, people, directory, 40 notes and what belongs to them. Raises NotEmpty."""
    if User.select().exists():
        raise NotEmpty
    world = World()
    _fill_places(world)
    _fill_people(world)
    _fill_directory(world)
    fill_work(world)
    fill_guided(world)
    fill_moving(world)
    fill_consents(world)
    fill_tasks(world)
    fill_inquiries(world)
    fill_rights(world)
    fill_figures(world)
    fill_mails(world)
    fill_oversight(world)


def _fill_places(world: World) -> None:
    for org in places.ORGS:
        world.orgs[org.name] = HousingOrg.create(name=org.name, phone=org.phone, email=org.email)
    for story in places.DEPARTMENTS:
        department = world.departments[story.name] = Department.create(
            org=world.orgs[story.org],
            name=story.name,
            street=places.street_of(story),
            postal_code=story.postal_code,
            town=story.town,
        )
        for address in places.addresses_of(story):
            world.dwellings[address] = Dwelling.create(department=department, address=address)


def _fill_people(world: World) -> None:
    password_hash = hash_password(people.PASSWORD)
    for person in people.PEOPLE:
        user = world.users[person.username] = User.create(
            username=person.username,
            first_name=person.full_name.split()[0],
            full_name=person.full_name,
            title=person.title,
            role=person.role,
            phone=person.phone,
            email=person.email,
            password_hash=password_hash,
            is_demo=True,
            created_at=world.now - timedelta(days=90),
        )
        for name in person.departments:
            Membership.create(user=user, department=world.departments[name])


def _fill_directory(world: World) -> None:
    for story in people.CONTACTS:
        confirmed = story.confirmed is not None
        world.contacts[story.name] = ContactPerson.create(
            name=story.name,
            title=story.title,
            phone=story.phone,
            email=story.email,
            hours=story.hours,
            deputy=world.contacts.get(story.deputy),
            user=world.users.get(story.user),
            confirmed_on=world.day(story.confirmed or 0) if confirmed else None,
            confirmed_by=world.users["maja"] if confirmed else None,
        )
    for duty in people.DUTIES:
        ContactDuty.create(
            contact=world.contacts[duty.contact],
            topic=duty.topic,
            department=world.departments.get(duty.department),
            org=world.orgs.get(duty.org),
        )
