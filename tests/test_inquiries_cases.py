"""From an inquiry to a case: nothing is typed twice, and the clock of the case starts when it came in."""

from datetime import timedelta
from uuid import uuid4

import pytest

from boligsocial.areas import AREA_OF
from boligsocial.clock import danish, now
from boligsocial.models import (
    Case,
    CaseArea,
    CaseFact,
    CaseStatus,
    Inquiry,
    InquiryAnswer,
    InquiryWay,
    Note,
    NoteKind,
    Party,
    PartyRole,
    Topic,
    User,
)

YESTERDAY = timedelta(days=1)


@pytest.fixture
def home(make):
    return make.dwelling(make.department(name="Birkelunden"), address="Birkelunden 22, 1. tv.")


@pytest.fixture
def inquiry(make, home):
    about = {"department": home.department, "place": "birkelunden 22 1tv", "received_at": now() - YESTERDAY}
    return make.inquiry(text="Musik hele natten", sender_name="Anna Holm", sender_phone="+4520304050", **about)


def page_of(phone, inquiry):
    return phone.get(f"/henvendelser/{inquiry.id}/sager").text


def become(phone, inquiry, **values):
    form = {"area": "neighbour_conflict", "department": inquiry.department_id, "write_id": str(uuid4()), **values}
    return phone.post(f"/henvendelser/{inquiry.id}/sager", data=form)


def join(phone, inquiry, case, **values):
    form = {"case": str(case.id), "write_id": str(uuid4()), **values}
    return phone.post(f"/henvendelser/{inquiry.id}/laeg-paa", data=form)


def checked(page, name):
    return [piece.partition('"')[0] for piece in page.split(f'name="{name}" value="')[1:] if " checked" in piece[:60]]


@pytest.mark.parametrize(
    ("topic", "area"),
    [
        (Topic.NOISE, "neighbour_conflict"),
        (Topic.RENT, "arrears"),
        (Topic.MOVE_IN, "move_in"),
        (Topic.MOVE_OUT, "move_out"),
        (Topic.CONCERN, "concern"),
        (Topic.HOUSE_RULES, "house_rules"),
        (Topic.INDOOR_CLIMATE, "house_rules"),
        (Topic.MAINTENANCE, "house_rules"),
        (Topic.OTHER, None),
    ],
)
def test_the_topic_suggests_the_area(make, phone, topic, area):
    assert checked(page_of(phone, make.inquiry(topic=topic)), "area") == ([area] if area else [])


def test_the_page_has_filled_in_department_home_and_sender(phone, inquiry, home):
    page = page_of(phone, inquiry)
    assert checked(page, "department") == [str(home.department_id)]
    assert 'value="Birkelunden 22, 1. tv."' in page
    assert checked(page, "with_sender") == ["y"]
    assert "Musik hele natten" in page


def test_one_tap_makes_the_case_with_the_text_as_its_first_note(phone, worker, inquiry, home):
    answer = become(phone, inquiry, dwelling="Birkelunden 22, 1. tv.", with_sender="y")
    case, note = Case.get(), Note.get()
    assert answer.location == f"/sager/{case.id}"
    assert (case.area, case.dwelling, case.responsible) == (CaseArea.NEIGHBOUR_CONFLICT, home, worker)
    about = (note.kind, note.topic, note.text, note.case, note.dwelling, note.author)
    assert about == (NoteKind.OTHER, Topic.NOISE, "Musik hele natten", case, home, worker)
    assert note.happened_at == inquiry.received_at
    fact = CaseFact.get(CaseFact.key == "inquiry_on")
    assert fact.value == danish(inquiry.received_at).date().isoformat()
    closed = Inquiry.get_by_id(inquiry.id)
    assert (closed.case, closed.closed_by) == (case, worker)
    assert "Musik hele natten" in phone.get(answer.location).text
    party = Party.get()
    assert (party.resident.name, party.resident.phone) == ("Anna Holm", "+4520304050")
    assert party.role == PartyRole.COMPLAINANT


def test_whoever_wrote_is_no_party_unless_asked_for(phone, inquiry):
    become(phone, inquiry, area="concern")
    assert not Party.select().exists()


def test_whoever_has_the_inquiry_is_responsible_unless_they_have_left(make, phone, worker, inquiry):
    jonas = make.worker()
    Inquiry.update(owner=jonas).execute()
    become(phone, inquiry)
    assert Case.get().responsible == jonas
    User.update(closed_at=now()).where(User.id == jonas.id).execute()
    other = make.inquiry(owner=jonas, department=inquiry.department)
    become(phone, other)
    assert Inquiry.get_by_id(other.id).case.responsible == worker


def test_what_was_said_since_comes_along_too(make, phone, worker, inquiry):
    lone = make.contact(inquiry.department)
    Inquiry.update(sender=lone).execute()
    InquiryAnswer.create(inquiry=inquiry, author=worker, text="Jeg ringer i dag", written_at=now() - YESTERDAY / 2)
    InquiryAnswer.create(inquiry=inquiry, author=lone, text="Det er blevet værre")
    become(phone, inquiry)
    notes = [(note.text, note.author) for note in Note.select().order_by(Note.happened_at)]
    assert notes == [("Musik hele natten", worker), ("Jeg ringer i dag", worker), ("Det er blevet værre", worker)]


def test_an_allotment_becomes_a_move_in_allotted_on_the_day_it_came(make, phone, home):
    inquiry = make.inquiry(
        way=InquiryWay.ALLOTMENT, topic=Topic.MOVE_IN, department=home.department, sender_name="Boliganvisningen"
    )
    page = page_of(phone, inquiry)
    assert checked(page, "area") == ["move_in"]
    assert checked(page, "with_sender") == []
    become(phone, inquiry, area="move_in")
    facts = {fact.key: fact.value for fact in CaseFact.select()}
    assert facts == {"allotted_on": danish(inquiry.received_at).date().isoformat(), "is_allotted": "yes"}


def test_a_home_that_is_not_known_is_not_guessed(make, phone, home):
    for place in ("Et sted i kælderen", f"Skuret #{home.id}"):
        page = page_of(phone, make.inquiry(department=home.department, place=place))
        assert 'id="dwelling" name="dwelling" type="text"' in page
        assert 'Birkelunden 22, 1. tv." ' not in page.partition('value="')[0]
        assert 'value="Birkelunden' not in page


def test_the_address_alone_finds_the_department(make, phone, home):
    page = page_of(phone, make.inquiry(place="Birkelunden 22, 1. tv."))
    assert checked(page, "department") == [str(home.department_id)]


def test_a_protected_home_is_named_by_its_number_alone(make, phone, home):
    make.resident(home, has_protected_address=True)
    type(home).update(is_protected=True).execute()
    inquiry = make.inquiry(department=home.department, place="Birkelunden 22, 1. tv.", text="Larm")
    page = page_of(phone, inquiry)
    assert f'value="Beskyttet adresse #{home.id}"' in page


def test_it_goes_into_a_case_that_is_open_in_its_department(make, phone, worker, inquiry, home):
    case = make.case(worker, department=home.department, dwelling=home, updated_at=now() - YESTERDAY)
    closed = make.case(worker, department=home.department, status=CaseStatus.CLOSED)
    elsewhere = make.case(worker)
    page = page_of(phone, inquiry)
    assert str(case.id) in page
    assert str(closed.id) not in page
    assert str(elsewhere.id) not in page
    assert join(phone, inquiry, case).location == f"/sager/{case.id}"
    note = Note.get()
    assert (note.text, note.case, note.dwelling) == ("Musik hele natten", case, home)
    assert Inquiry.get_by_id(inquiry.id).case == case
    assert Case.get_by_id(case.id).updated_at > now() - YESTERDAY
    assert join(phone, make.inquiry(department=home.department), closed).status_code == 422
    assert Note.select().count() == 1


def test_a_case_one_is_recused_from_is_neither_offered_nor_taken(make, phone, worker, inquiry):
    case = make.case(department=inquiry.department)
    make.recusal(case, worker)
    assert str(case.id) not in page_of(phone, inquiry)
    assert join(phone, inquiry, case).status_code == 422
    assert Inquiry.get_by_id(inquiry.id).case is None


def test_the_second_worker_makes_no_second_case(make, phone, inquiry):
    colleague = make.client(make.worker())
    become(phone, inquiry)
    assert become(colleague, inquiry).location == f"/henvendelser/{inquiry.id}"
    assert join(colleague, inquiry, Case.get()).location == f"/henvendelser/{inquiry.id}"
    assert (Case.select().count(), Note.select().count()) == (1, 1)
    assert colleague.get(f"/henvendelser/{inquiry.id}/sager").location == f"/henvendelser/{inquiry.id}"
    assert "Gå til sagen" in colleague.get(f"/henvendelser/{inquiry.id}").text


def test_the_same_form_sent_twice_makes_one_case(phone, inquiry):
    key = str(uuid4())
    first, second = (become(phone, inquiry, write_id=key) for _time in range(2))
    assert first.location == second.location
    assert Case.select().count() == 1


def test_an_inquiry_of_a_case_one_is_recused_from_is_not_there(make, phone, worker, inquiry):
    case = make.case(department=inquiry.department)
    make.recusal(case, worker)
    Inquiry.update(case=case).execute()
    assert phone.get(f"/henvendelser/{inquiry.id}").status_code == 404
    assert str(inquiry.id) not in phone.get("/henvendelser").text
    assert "ny henvendelse" not in phone.get("/").text


def test_without_an_area_or_a_department_nothing_is_opened(phone, inquiry):
    for missing in ({"area": ""}, {"department": ""}):
        answer = become(phone, inquiry, **missing)
        assert answer.status_code == 422
        assert "Sagen er ikke oprettet endnu" in answer.text
    assert not Case.select().exists()


def test_every_topic_but_one_has_an_area():
    assert set(Topic) - set(AREA_OF) == {Topic.OTHER}
