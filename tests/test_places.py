"""Choosing a place: a home is found however its address is written, and never guessed."""

from datetime import timedelta

import pytest
from werkzeug.datastructures import MultiDict

from boligsocial.clock import now
from boligsocial.places import PlaceForm, departments_by_use, plain_address


@pytest.fixture
def fill(app):
    """Fill in a form as a browser would: fill(PlaceForm, dwelling="Engen 1")."""
    with app.test_request_context("/"):
        yield lambda form, **values: form(formdata=MultiDict(values))


@pytest.mark.parametrize(
    "typed", ["Birkelunden 22, 1. tv.", "birkelunden 22 1tv", "BIRKELUNDEN  22,1.TV", " Birkelunden 22 1. tv "]
)
def test_a_home_is_found_by_its_address_however_it_is_written(fill, make, typed):
    worker, department = make.worker(), make.department()
    home = make.dwelling(department, address="Birkelunden 22, 1. tv.")
    make.dwelling(department, address="Birkelunden 22, 1. th.")
    form = fill(PlaceForm, department=str(department.id), dwelling=typed)
    form.offer_places(worker)
    assert form.validate()
    assert form.dwelling.data == home


def test_two_homes_never_look_the_same_when_numbers_run_together():
    assert plain_address("Lunden 1, 12. tv.") != plain_address("Lunden 11, 2. tv.")
    assert plain_address("Åsvej 4 A") == plain_address("åsvej 4a")
    assert len({plain_address(f"{letter}gade 1") for letter in "æøåéaeo"}) == 7


def test_an_unknown_home_is_said_so_and_never_guessed(fill, make):
    worker, department = make.worker(), make.department()
    make.dwelling(department, address="Birkelunden 22, 1. tv.")
    form = fill(PlaceForm, department=str(department.id), dwelling="Birkelunden 22")
    form.offer_places(worker)
    assert not form.validate()
    assert form.problems() == [
        ("dwelling", "Vi kender ikke »Birkelunden 22« i afdelingen. Vælg fra listen, eller lad feltet stå tomt.")
    ]
    assert 'value="Birkelunden 22"' in form.dwelling()


def test_a_home_of_another_department_is_unknown_here(fill, make):
    elsewhere, here = make.dwelling(address="Engen 1"), make.department()
    form = fill(PlaceForm, department=str(here.id), dwelling=elsewhere.address)
    form.offer_places(make.worker())
    assert not form.validate()
    assert form.dwelling.data is None


def test_a_place_needs_a_department_but_no_home(fill, make):
    department = make.department()
    form = fill(PlaceForm, department=str(department.id), dwelling="  ")
    form.offer_places(make.worker())
    assert form.validate()
    assert form.dwelling.data is None
    form = fill(PlaceForm)
    form.offer_places(make.worker())
    assert not form.validate()
    assert form.problems() == [("department", "Vælg en afdeling.")]


def test_the_departments_one_wrote_about_lately_come_first(make):
    worker = make.worker()
    beta, gamma, delta, alpha = (make.department(name=name) for name in ("Beta", "Gamma", "Delta", "Alfa"))
    make.note(worker, department=gamma, happened_at=now() - timedelta(days=2))
    make.note(worker, department=delta, happened_at=now() - timedelta(days=1))
    make.note(worker, department=beta, happened_at=now() - timedelta(days=40))
    make.note(make.worker(), department=beta)
    assert departments_by_use(worker) == [delta, gamma, alpha, beta]
    assert departments_by_use(make.contact(beta)) == [beta]


def test_only_departments_one_may_see_are_offered_and_taken(fill, make):
    mine, other = make.department(), make.department()
    lone = make.contact(mine)
    form = fill(PlaceForm, department=str(other.id))
    form.offer_places(lone)
    assert form.department.rows == [mine]
    assert not form.validate()


def test_a_home_that_is_there_already_stays_without_being_looked_up(app, make):
    home = make.dwelling(address="Engen 1")
    make.dwelling(home.department, address="engen 1.")
    with app.test_request_context("/"):
        form = PlaceForm(formdata=None, department=home.department, dwelling=home)
        form.offer_places(make.worker())
        assert form.dwelling.data == home
        assert 'value="Engen 1"' in form.dwelling()


def test_what_is_typed_goes_before_the_home_that_was_there(app, make):
    was = make.dwelling(address="Engen 1")
    typed = make.dwelling(was.department, address="Engen 2")
    with app.test_request_context("/"):
        sent = MultiDict({"department": str(was.department_id), "dwelling": "engen 2"})
        form = PlaceForm(formdata=sent, dwelling=was)
        form.offer_places(make.worker())
        assert form.dwelling.data == typed
