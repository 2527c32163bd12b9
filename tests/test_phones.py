"""Phone numbers, typed and shown."""

import pytest

from boligsocial.phones import phone, sms, stored, tel


@pytest.mark.parametrize(
    ("typed", "kept", "read", "rung"),
    [
        ("45 80 12 34", "+4545801234", "45 80 12 34", "tel:+45-45-80-12-34"),
        ("+45 45801234", "+4545801234", "45 80 12 34", "tel:+45-45-80-12-34"),
        ("0046 8 123 456 78", "+46812345678", "+46 8 123 456 78", "tel:+46-8-123-456-78"),
    ],
)
def test_a_phone_number_is_kept_whole_and_read_in_pairs(typed, kept, read, rung):
    assert stored(typed) == kept
    assert phone(kept) == read
    assert tel(kept) == rung
    assert sms(kept) == f"sms:{kept}"


@pytest.mark.parametrize("typed", ["", "112", "1234567", "123456789", "45 80 12 34 lokal 5", "abc", "45801234 x5"])
def test_what_cannot_be_rung_is_no_phone_number(typed):
    assert stored(typed) is None


def test_an_old_unreadable_number_is_shown_as_it_is_and_makes_a_harmless_link():
    assert phone("lokal 12") == "lokal 12"
    assert tel('12" onclick="x') == "tel:12"
    assert sms("javascript:1") == "sms:1"
