"""A post that is no form of ours is a form in which nothing is filled in."""

import io

import pytest

from boligsocial.models import Share
from tests.outbox_world import Outbox, payload

ODD = [
    {"data": {}},
    {"json": {"text": "x"}},
    {"json": [1, 2]},
    {"data": "{", "content_type": "application/json"},
    {"data": "x", "content_type": "text/plain"},
    {"data": "x", "content_type": "multipart/form-data; boundary=y"},
]


@pytest.fixture
def share(make, worker):
    return make.share(make.note(worker, text="Fugt"), make.contact())


@pytest.mark.parametrize("odd", ODD, ids=range(len(ODD)))
def test_an_empty_post_and_one_in_another_format_are_refused_in_words(phone, share, odd):
    answer = phone.post(f"/delinger/{share.id}/ret", **odd)
    assert answer.status_code == 422
    assert Share.get_by_id(share.id).text == "Fugt"


@pytest.mark.parametrize("field", ["text", "write_id", "version"])
def test_a_file_where_a_text_is_expected_counts_as_nothing_filled_in(phone, share, field):
    form = {"text": "Fugt i badet", "version": "1", field: (io.BytesIO(b"x"), "x.txt")}
    answer = phone.post(f"/delinger/{share.id}/ret", data=form)
    assert answer.status_code in (303, 409, 422)
    assert b"FileStorage" not in answer.data


def test_a_delivery_under_the_id_of_a_note_that_came_another_way_is_told_to_take_another(make, phone, worker):
    note = make.note(make.worker(), text="Fugt")
    answer = Outbox(phone, worker).put(payload(note.department), note.id)
    assert (answer.status_code, answer.json["error"]) == (409, "taken")
