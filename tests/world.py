"""A small world in which every address has something to show: what each role may reach, and what it may not."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from flask import url_for
from flask.testing import FlaskClient
from peewee import Model

from boligsocial.access import OF_DEPARTMENTS
from boligsocial.clock import now, today
from boligsocial.db import db
from boligsocial.models import Activation, CaseArea, InquiryAnswer, Membership, ReadAlarm, Role, SampleRow, User, Visit
from boligsocial.passwords import token_hash
from tests.make import Make
from tests.make_journal import close, hold, package, planned
from tests.policy_accounts import TOKEN
from tests.policy_rights import add_rights
from tests.seals_world import glass, sample, seal
from tests.watch import untraced, watched

# Stands in every text that a person has written, so that a page can be asked where it put it.
WORDS = "Skrevet af et menneske"


class World:
    """`own[kind]` is what an allowed role reaches, `foreign[kind]` what is there but not for them."""

    # Whose turn it is, for forms that only their own person can fill in.
    role = Role.WORKER

    def __init__(self, make: Make) -> None:
        self.make = make
        self.here = make.department(name="Birkelunden")
        self.there = make.department(name="Engen")
        self.home = make.dwelling(self.here)
        self.users: dict[Role, User] = {role: make.user(role) for role in Role}
        for role in OF_DEPARTMENTS:
            Membership.create(user=self.users[role], department=self.here)
        self.worker, self.contact = self.users[Role.WORKER], self.users[Role.CONTACT]
        self.other_worker = make.worker()
        self.own: dict[str, dict[str, Any]] = {}
        self.foreign: dict[str, list[dict[str, Any]]] = {}
        self.nothing: dict[Role | None, Any] = {}
        self._cases()
        self._guided_cases()
        self._mediation()
        self._visits()
        self._notes()
        self._shares()
        self._people()
        self._tasks()
        self._inquiries()
        add_rights(self, WORDS)
        self._oversight()

    def has(self, kind: str, *foreign: Model, **named: Any) -> None:
        """Let `kind` be reached by an address with these arguments; `foreign` stand in for the first of them."""
        first = next(iter(named))
        # A User's own get_id names the login session.
        self.own[kind] = {name: Model.get_id(row) if isinstance(row, Model) else row for name, row in named.items()}
        self.foreign[kind] = [{**self.own[kind], first: Model.get_id(row)} for row in foreign]

    def _cases(self) -> None:
        place = {"department": self.here, "dwelling": self.home}
        self.case = self.make.case(self.worker, **place)
        # A colleague's case that the worker is too close to.
        self.recused = self.make.case(self.other_worker, **place)
        self.make.recusal(self.recused, self.worker)
        # Another one that is sealed, and one of the worker's own that is.
        self.sealed, kept = self.make.case(self.other_worker, **place), self.make.case(self.worker, **place)
        seal(self.sealed)
        seal(kept)
        self.has("case", self.recused, self.sealed, case_id=self.case)
        self.has("case I keep sealed", self.recused, self.sealed, case_id=kept)
        self.has("sealed case", self.case, case_id=self.sealed)
        opened = glass(self.sealed, self.other_worker, reason=f"{WORDS}: akut", closed_at=now())
        own = glass(kept, self.users[Role.LEADER], reason=WORDS, closed_at=now())
        self.has("glass", own, glass_id=opened)
        hidden = self.make.follow_up(self.recused)
        self.has("follow-up", hidden, follow_up_id=self.make.follow_up(self.case, what=f"{WORDS}: ring"))
        done = self.make.follow_up(self.case, days=1, done_at=now(), done_by=self.worker)
        self.has("done follow-up", follow_up_id=done)

    def _guided_cases(self) -> None:
        make = self.make
        self.has("line", self.recused, case_id=self.case, key="impartiality")
        self.has("sheet", self.recused, case_id=self.case, key="cause")
        make.fact(self.case, "cause_reported", f"{WORDS}: hund gøer")
        resident = make.resident(self.home, name=f"{WORDS}: Amina", language=WORDS)
        self.party = make.party(self.case, resident, statement=f"{WORDS}: larm", wish=f"{WORDS}: ro")
        gone = make.party(self.case, removed_at=now())
        self.secret_party = secret = make.party(self.recused)
        self.has("party", secret, gone, party_id=self.party)
        self.has("any party", secret, party_id=self.party)
        self.has("removed party", make.party(self.recused, removed_at=now()), party_id=gone)
        self.has("resident", secret.resident, resident_id=self.party.resident)
        consent = make.consent(self.case, self.contact, resident=resident)
        self.has("consent", make.consent(self.recused, self.contact), consent_id=consent)
        self.has("agreement point", make.point(self.recused), point_id=make.point(self.case, what=WORDS))
        self._cases_of_other_areas()
        self._closed_cases()

    def _cases_of_other_areas(self) -> None:
        make, place = self.make, {"department": self.here, "dwelling": self.home}
        self.arrears = make.case(self.worker, area=CaseArea.ARREARS, **place)
        self.has("arrears", self.recused, self.case, case_id=self.arrears)
        hidden = make.attempt(self.recused)
        self.has("attempt", hidden, attempt_id=make.attempt(self.arrears))
        self.concern = make.case(self.worker, area=CaseArea.CONCERN, **place)
        self.has("concern", self.recused, self.case, case_id=self.concern)
        self.recused_colleague = make.worker()
        make.recusal(self.case, self.recused_colleague)
        self.move_in = make.case(self.worker, area=CaseArea.MOVE_IN, **place)
        self.has("move-in", self.recused, self.case, case_id=self.move_in)
        self.defect, removed = make.defect(self.move_in, fault=WORDS), make.defect(self.move_in, removed_at=now())
        self.has("defect", make.defect(self.recused), removed, defect_id=self.defect)
        self.has("removed defect", make.defect(self.recused, removed_at=now()), defect_id=removed)

    def _closed_cases(self) -> None:
        place = {"department": self.here, "dwelling": self.home}
        closed, exported = (close(self.make.case(self.worker, **place)) for _number in range(2))
        self.make.note(self.worker, case=exported, text=WORDS, **place)
        package(exported)
        planned(exported)
        hold(closed, reason=WORDS)
        self.has("closed case", self.recused, case_id=closed)
        self.has("exported case", self.recused, case_id=exported)
        self.has("any case", case_id=exported)

    def _mediation(self) -> None:
        told = {"department": self.here, "dwelling": self.home, "text": f"{WORDS}: larm igen"}
        self.has("conflict", self.recused, self.arrears, case_id=self.case)
        hidden = self.make.note(self.other_worker, case=self.recused, **told)
        of_arrears = self.make.note(self.worker, case=self.arrears, **told)
        note = self.make.note(self.worker, case=self.case, party=self.party, **told)
        self.has("conflict note", hidden, of_arrears, note_id=note)

    def _visits(self) -> None:
        def visit(worker: User, **values: Any) -> Model:
            places = {"department": self.here, "dwelling": self.home, "case": self.case, "purpose": WORDS}
            return self.make.visit(worker, **places, **values)

        mine = self.worker
        cancelled = visit(mine, cancelled_at=now())
        self.running, finished = visit(mine, started_at=now()), visit(mine, started_at=now(), finished_at=now())
        self.visit = visit(mine)
        self.has("visit", cancelled, visit_id=self.visit)
        self.has("running visit", cancelled, visit_id=self.running)
        self.has("finished visit", cancelled, visit_id=finished)
        self.has("any visit", visit_id=self.visit)
        self.has("cancelled visit", visit_id=cancelled)
        self.has("colleague's visit", cancelled, visit_id=visit(self.other_worker))

    def _notes(self) -> None:
        def note(author: User = self.worker, **values: Any) -> Any:
            place = {"department": self.here, "dwelling": self.home, "text": f"{WORDS}: fugt i hjørnet"}
            return self.make.note(author, **{**place, **values})

        self.note, self.undone = note(visit=self.visit), note(undone_at=now())
        colleagues = note(self.other_worker, undone_at=now())
        self.has("note", self.undone, note_id=self.note)
        self.has("own note", note(self.other_worker), note_id=self.note)
        self.has("undone note", colleagues, note_id=self.undone)
        self.has("settled note", self.undone, note_id=note(case=self.case, settled_at=now()))
        self.photo, self.kept_back = self.make.photo(self.note), self.make.photo(self.note)
        hidden = (self.make.photo(self.undone), self.make.photo(uploader=self.other_worker))
        self.has("photo", *hidden, photo_id=self.photo)

    def _shares(self) -> None:
        make, here = self.make, self.here
        neighbour = make.contact(here, self.there)
        self.share = make.share(self.note, self.contact, self.photo)
        left = make.note(self.worker, department=self.there, text=WORDS)
        hidden = make.share(make.note(self.other_worker, case=self.recused, department=here), self.contact)
        withdrawn, over = (
            make.consent(self.case, self.contact, resident=self.party.resident, **ends)
            for ends in ({"withdrawn_at": now()}, {"until_on": today() - timedelta(days=1)})
        )
        ended = (
            make.share(self.note, self.contact, withdrawn_at=now()),
            make.share(self.note, self.contact, expires_at=now()),
            make.share(self.note, self.contact, consent=withdrawn),
            make.share(self.note, self.contact, consent=over),
            make.share(self.undone, self.contact),
        )
        others = (make.share(self.note, neighbour), make.share(left, self.contact))
        self.has("share", hidden, share_id=self.share)
        self.has("lasting share", hidden, *ended, share_id=self.share)
        self.has("shared with me", *ended, *others, share_id=self.share)

    def _people(self) -> None:
        make = self.make
        person, retired = make.contact_person(), make.contact_person(retired_at=now())
        duty = make.duty(person, department=self.here)
        self.has("contact", retired, contact_id=person)
        self.has("any contact", contact_id=retired)
        self.has("duty", contact_id=person, duty_id=duty)
        self.has("org", org_id=self.here.org)
        self.has("department", department_id=self.here)
        somebody = make.contact(self.there)
        self.has("user", user_id=somebody)
        closed = make.worker(closed_at=now())
        self.has("open user", closed, user_id=somebody)
        self.has("closed user", user_id=closed)
        Activation.create(token_hash=token_hash(TOKEN), user=somebody, expires_at=now() + timedelta(days=1))
        self.own["activation"], self.foreign["activation"] = {"token": TOKEN}, []
        self.demo_person = make.worker(is_demo=True)
        self.has("mailing", mailing_id=make.mailing(self.contact))

    def _inquiries(self) -> None:
        make = self.make
        told = {"text": f"{WORDS}: larm", "place": WORDS, "sender_name": f"{WORDS}: Anna", "department": self.here}
        hidden = make.inquiry(case=self.recused, **told)
        self.has("inquiry", hidden, inquiry_id=make.inquiry(**told))
        self.has("closed inquiry", hidden, inquiry_id=make.inquiry(closed_at=now(), **told))
        mine = make.inquiry(sender=self.contact, owner=self.worker, **told)
        InquiryAnswer.create(inquiry=mine, author=self.worker, text=f"{WORDS}: svar")
        others = make.inquiry(sender=make.contact(self.here), **told)
        self.has("my inquiry", others, make.inquiry(**told), inquiry_id=mine)

    def _tasks(self) -> None:
        make, volunteer = self.make, self.users[Role.VOLUNTEER]
        make.promise(volunteer)
        words = {"what": f"{WORDS}: følg med", "meeting_place": f"{WORDS}: torvet"}
        hidden = make.task(volunteer, case=self.recused, **words)
        consent = make.consent(self.case, volunteer, resident=make.resident(name=f"Fornavn1 {WORDS}"))
        task = make.task(volunteer, case=self.case, consent=consent, **words)
        self.has("task", hidden, task_id=task)
        gone = (
            make.task(make.user(Role.VOLUNTEER), **words),
            make.task(volunteer, declined_at=now(), **words),
            make.task(volunteer, cancelled_at=now(), **words),
            make.task(volunteer, done_at=now() - timedelta(days=15), **words),
        )
        self.has("my task", *gone, task_id=task)
        self.has("my accepted task", *gone, task_id=make.task(volunteer, accepted_at=now(), **words))

    def _oversight(self) -> None:
        leader = self.users[Role.LEADER]
        mine = sample(self.worker)
        self.sample_row = SampleRow.get(SampleRow.sample == mine.id)
        self.has("sample", sample(leader, weeks=2), sample_id=mine)
        alarms = [ReadAlarm.create(user=who, day=today(), reads=61) for who in (self.worker, leader)]
        self.has("alarm", alarms[1], alarm_id=alarms[0])

    def missing(self, kind: str) -> dict[str, Any]:
        """Return arguments that name nothing."""
        nothing = {UUID: uuid4(), int: 2_000_000_000, str: "y" * 43}
        return {name: nothing[type(value)] for name, value in self.own[kind].items()}

    def browser(self, role: Role | None) -> FlaskClient:
        """A browser of this role's person; None is somebody who is not signed in."""
        return self.make.client(self.users[role], self.token_of(role)) if role else self.make.client()

    def token_of(self, role: Role) -> str:
        """The token of the role's login; it is the same in every browser."""
        return f"login of {role}"

    def finish_running_visit(self) -> None:
        """Let the worker be on no visit."""
        Visit.update(finished_at=now()).where(Visit.id == self.running.id).execute()

    def leave(self) -> None:
        """Let the contact person leave all departments."""
        Membership.delete().where(Membership.user == self.contact).execute()


def methods(app, endpoint):
    """Return the endpoint's methods apart from those that HTTP adds."""
    rules = app.url_map.iter_rules(endpoint)
    return {method for rule in rules for method in rule.methods} - {"HEAD", "OPTIONS"}


def address(app, endpoint, values):
    with app.test_request_context():
        return url_for(endpoint, **values)


def ask(world, role, method, path, data=None):
    """Send a request as a role's person, take back what it wrote, and hold every write to its trace."""
    with db.obj.atomic() as moment:
        browser = world.browser(role)
        with watched() as statements:
            form = {"write_id": str(uuid4()), **(data or {})} if method == "POST" else None
            answer = browser.open(path, method=method, data=form)
            answer.get_data()
        moment.rollback()
    assert untraced(statements) == [], f"{method} {path} writes past recorded()"
    return answer, statements
