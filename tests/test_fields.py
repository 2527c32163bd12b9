"""House fields: what people type is understood, and what is not is said in a sentence."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid4

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import StringField

from boligsocial.fields import (
    DayField,
    HouseForm,
    LabelledField,
    Line,
    RowField,
    Text,
    TimeField,
    at_most,
    holds_cpr,
    keyed_digest,
    optional,
    required,
)
from boligsocial.models import Topic


class SampleForm(HouseForm):
    """One field of each kind."""

    day = DayField("Dag")
    at = TimeField("Tid")
    text = Text("Tekst", [at_most(20)])
    topic = LabelledField("Emne", Topic, "Vælg et emne.")
    word = StringField("Ord", [required("Skriv et ord.")])
    maybe = StringField("Måske", [optional(), at_most(3)])


@pytest.fixture
def fill(app):
    """Fill in a form as a browser would: fill(SampleForm, day="2026-11-23")."""
    with app.test_request_context("/"):
        yield lambda form, **values: form(formdata=MultiDict(values))


# -- the form itself


def test_a_form_carries_an_id_that_a_repeat_keeps_and_a_broken_one_is_replaced(fill):
    assert UUID(fill(SampleForm).write_id.data).version == 4
    write_id = str(uuid4())
    assert fill(SampleForm, write_id=write_id).write.id == fill(SampleForm, write_id=write_id).write.id
    assert UUID(fill(SampleForm, write_id="'; DROP TABLE note").write_id.data)
    form = fill(SampleForm, write_id=write_id)
    before = form.write.id
    form.renew_write_id()
    assert form.write.id != before


def test_small_forms_that_share_one_id_are_submissions_of_their_own_where_they_are_sent(app):
    write_id = str(uuid4())
    sent = []
    for path in ("/delinger/1/traek-tilbage", "/delinger/2/traek-tilbage"):
        with app.test_request_context(path):
            sent.append(SampleForm(formdata=MultiDict({"write_id": write_id})).write.id)
    assert sent[0] != sent[1]


def test_the_digest_follows_what_was_filled_in_and_nothing_else(fill):
    first = fill(SampleForm, text="Fugt", write_id=str(uuid4())).write
    again = fill(SampleForm, text="Fugt", write_id=str(uuid4()), csrf_token="anything").write
    assert first.digest == again.digest
    assert fill(SampleForm, text="Støj").write.digest != first.digest
    assert fill(SampleForm, word="Fugt").write.digest != first.digest


def test_the_token_of_the_login_is_no_part_of_the_digest(app, monkeypatch):
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    digests = set()
    for token in ("den gamle", "den nye"):
        with app.test_request_context("/"):
            form = SampleForm(formdata=MultiDict({"text": "Fugt", "csrf_token": token}))
            assert form.csrf_token.data == token
            digests.add(form.write.digest)
    assert len(digests) == 1


def test_every_problem_is_a_danish_sentence_in_the_order_of_the_page(fill):
    form = fill(SampleForm, day="i morgen", at="kvart over", text="x" * 21, maybe="")
    assert not form.validate()
    assert form.problems() == [
        ("day", "Skriv datoen som år-måned-dag, fx 2026-11-23."),
        ("at", "Skriv klokkeslættet som timer og minutter, fx 14.05."),
        ("text", "Teksten er for lang. Skriv højst 20 tegn."),
        ("topic", "Vælg et emne."),
        ("word", "Skriv et ord."),
    ]
    form.page_order = ("word", "topic")
    assert [name for name, _sentence in form.problems()] == ["word", "topic", "day", "at", "text"]


def test_what_was_typed_stays_in_the_field_also_when_it_is_wrong(fill):
    form = fill(SampleForm, day="i morgen", at="kvart over")
    assert 'value="i morgen"' in form.day()
    assert 'value="kvart over"' in form.at()


# -- days, times, text, choices


@pytest.mark.parametrize(("typed", "meant"), [("2026-11-23", date(2026, 11, 23)), (" 2026-02-28 ", date(2026, 2, 28))])
def test_a_day_is_read(fill, typed, meant):
    assert fill(SampleForm, day=typed).day.data == meant


@pytest.mark.parametrize(
    "typed", ["2026-02-29", "2026-13-01", "23/11", "0001-01-01", "1899-12-31", "2200-01-01", "99999-01-01", "x" * 9999]
)
def test_a_day_that_does_not_exist_or_cannot_be_meant_is_refused(fill, typed):
    form = fill(SampleForm, day=typed)
    form.validate()
    assert form.day.data is None
    assert form.day.errors == ["Skriv datoen som år-måned-dag, fx 2026-11-23."]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("14:05", time(14, 5)),
        ("14.05", time(14, 5)),
        ("9.30", time(9, 30)),
        (" 09:30 ", time(9, 30)),
        ("00:00", time(0)),
    ],
)
def test_a_time_is_read_with_colon_or_point(fill, typed, meant):
    assert fill(SampleForm, at=typed).at.data == meant


@pytest.mark.parametrize(
    "typed", ["24:00", "14:60", "kl. 14", "-1:00", "14:05+05:00", "14:05Z", "14:05:33.5", "T14:05"]
)
def test_a_time_that_does_not_exist_is_refused(fill, typed):
    form = fill(SampleForm, at=typed)
    form.validate()
    assert form.at.data is None
    assert form.at.errors == ["Skriv klokkeslættet som timer og minutter, fx 14.05."]


def test_an_empty_day_and_time_are_nothing(fill):
    form = fill(SampleForm, day=" ", at="", topic="noise", word="Fugt")
    assert form.validate()
    assert form.day.data is form.at.data is None


def test_text_is_kept_as_typed_but_for_the_line_ends_of_forms_and_signs_no_database_keeps(fill):
    assert fill(SampleForm, text="  to\r\n linjer\n").text.data == "  to\n linjer\n"
    assert fill(SampleForm, text="nul\0tegn").text.data == "nultegn"


def test_a_choice_is_one_of_the_list_or_nothing(fill):
    assert fill(SampleForm, topic="noise").topic.data is Topic.NOISE
    for hostile in ("NOISE", "Støj", "__class__", ""):
        form = fill(SampleForm, topic=hostile)
        form.validate()
        assert (form.topic.data, form.topic.errors) == (None, ["Vælg et emne."])


def test_a_choice_that_nobody_asks_for_may_stay_open(fill):
    class Relaxed(HouseForm):
        topic = LabelledField("Emne", Topic)

    assert fill(Relaxed).validate()
    assert fill(Relaxed, topic="noise").topic.data is Topic.NOISE


def test_a_line_is_one_line_whatever_is_pasted_into_it(fill):
    class OneLine(HouseForm):
        line = Line("Navn")

    assert fill(OneLine, line="  Lone\r\n\t Madsen\0 ").line.data == "Lone Madsen"
    assert fill(OneLine).line.data == ""


def test_only_an_offered_row_can_be_chosen(fill, make):
    class RowForm(HouseForm):
        department = RowField("Afdeling", "Vælg en afdeling.")

    mine, other = make.department(), make.department()
    form = fill(RowForm, department=str(mine.id))
    assert form.department.data is None
    form.department.offer([mine])
    assert form.department.data == mine
    for hostile in (str(other.id), "", "1 OR 1=1", f" {mine.id}", "9" * 40):
        form = fill(RowForm, department=hostile)
        form.department.offer([mine])
        assert not form.validate()
        assert form.department.errors == ["Vælg en afdeling."]


# -- CPR numbers


@pytest.mark.parametrize(
    "text",
    [
        "010190-1234",
        "0101901234",
        "010190 1234",
        "CPR: 311299-1234.",
        "født 290200-4321 i Odense",
        # Given out since 2007 without a check digit that fits.
        "010107-4000",
        "først 12345678, så 0101901234",
        "linje\n010190-1234\nlinje",
    ],
)
def test_what_looks_like_a_cpr_number_is_noticed(text):
    assert holds_cpr(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Ring på 28 10 20 30",
        "+45 45801234",
        "01 01 90 12 34",
        "321390-1234",
        "011390-1234",
        "300290-1234",
        "konto 12345678901",
        "2026-11-23 kl. 14.05",
        "010190",
        "010190-123",
        "0101901234567",
        "٠١٠١٩٠١٢٣٤",
        "23.11.2026",
        "husleje 12.500 kr.",
    ],
)
def test_other_numbers_are_left_in_peace(text):
    assert not holds_cpr(text)


def test_a_very_long_text_is_looked_through_quickly():
    started = datetime.now(UTC)
    assert not holds_cpr("010190-" * 15_000 + "1" * 100_000)
    assert datetime.now(UTC) - started < timedelta(seconds=1)


def test_nobody_without_the_servers_secret_can_try_short_texts_against_a_digest(app, monkeypatch):
    with app.app_context():
        ours = keyed_digest(b"ja")
        monkeypatch.setitem(app.config, "SECRET_KEY", "the secret of another server")
        assert keyed_digest(b"ja") != ours
