"""Names are found in what people write, and places and colleagues are left alone."""

import pytest

from boligsocial.names import masked, names_in, words_of

KNOWN = words_of(["Xenia Quist", "Maj Toft"])
INNOCENT = words_of(["Birkelunden", "Nordlysets Boliger", "Maja Lindholt", "Lone Vestermark"])


def found(text):
    return names_in(text, KNOWN, INNOCENT)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Xenia Quist ringede.", ["Xenia Quist"]),
        ("xenia larmer, og Xenias hund gør", ["xenia", "Xenias"]),
        ("Naboen Ulfert Grann klager", ["Ulfert Grann"]),
        ("Ulfert Grann klager", ["Ulfert Grann"]),
        ("Der var larm. Peter sagde nej.", ["Peter"]),
        ("Talte med Ulfert. Han er vred.", ["Ulfert"]),
        ("Hr. Krogh og Anne-Marie O'Neil", ["Hr. Krogh", "Anne-Marie O'Neil"]),
        ("Fru Toft kom", ["Fru Toft"]),
        ("Ring til:\n- Ulfert Grann\n- Zeki", ["Ulfert Grann"]),
        ("Talte med Ulfert, Zeki og Ulfert igen", ["Ulfert", "Zeki"]),
    ],
)
def test_names_of_people_are_found_once_and_in_order(text, names):
    assert found(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Fugt under vinduet. Radiatoren er kold.",
        "Besøg i Birkelunden hos Nordlysets Boliger.",
        "Aftalt med Maja og Lones afløser.",
        "KAB kommer torsdag, siger De.",
        "1. Nøgler\n2. Papirer",
        "Vinduet er nu lukket; Lone ved det.",
        "Lejlighed B er tom",
    ],
)
def test_places_colleagues_and_the_first_words_of_sentences_are_no_names(text):
    assert found(text) == []


def test_a_colleagues_first_name_that_a_resident_has_too_is_pointed_out():
    assert names_in("Talte med Maja", words_of(["Maja Toft"]), INNOCENT) == ["Maja"]


def test_masking_puts_the_resident_in_the_place_of_the_names_and_leaves_the_rest():
    text = "Xenia Quist siger, at Xenias hund gør. Xeniaer findes ikke."
    assert masked(text, found(text)) == "beboeren siger, at beboerens hund gør. Xeniaer findes ikke."
    assert found(masked(text, found(text))) == []
