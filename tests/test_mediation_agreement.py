"""The agreement: who does what from when, and the paper that both sign."""

from datetime import date
from uuid import uuid4

import pytest

from boligsocial.models import AgreementPoint, CaseArea
from tests.sharing_world import events


@pytest.fixture
def case(make, worker):
    return make.case(worker, department=make.department(name="Birkelunden"))


@pytest.fixture
def anna(make, case):
    return make.party(case, make.resident(name="Anna Holm"))


@pytest.fixture
def bo(make, case, anna):
    return make.party(case, make.resident(name="Bo Lind"))


@pytest.fixture
def page(case):
    return f"/sager/{case.id}/aftale"


def agreed(**values):
    """A point as a worker sends it."""
    return {"who": "both", "what": "Der er ro efter kl. 22", "from_on": "", "write_id": str(uuid4()), **values}


def test_an_empty_agreement_says_what_to_do(phone, page, case):
    text = phone.get(page).text
    assert "Intet er aftalt endnu. Skriv det første punkt, når parterne er enige om det." in text
    assert "Aftalen kan ikke sætte husordenen ud af kraft." in text
    assert events(case) == ["agreement.read"]


@pytest.mark.parametrize("who", ["A", "B", "both"])
def test_a_point_says_who_does_what_from_when(phone, page, anna, bo, who):
    party = {"A": anna, "B": bo}.get(who)
    chosen = str(party.id) if party else "both"
    sent = agreed(who=chosen, what="Musikken er slukket", from_on="2026-12-01")
    text = phone.post(page, data=sent, follow_redirects=True).text
    assert "Punktet er med i aftalen." in text
    assert f"{f'Part {who}' if party else 'Begge'} · fra tirsdag 1. december" in text
    assert "Musikken er slukket" in text
    point = AgreementPoint.get()
    assert (point.party, point.what, point.from_on) == (party, "Musikken er slukket", date(2026, 12, 1))
    assert events(point) == ["agreement.point_added"]


def test_the_same_submission_twice_is_one_point(phone, page):
    sent = agreed()
    assert phone.post(page, data=sent).location == phone.post(page, data=sent).location
    assert AgreementPoint.select().count() == 1


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"who": ""}, "Vælg, hvem punktet gælder."),
        ({"who": "11111111-1111-4111-8111-111111111111"}, "Vælg, hvem punktet gælder."),
        ({"what": "  "}, "Skriv, hvad der er aftalt, fx »Musikken er slukket efter kl. 22«."),
        ({"what": "Ring 010190-1234"}, "Det ligner et CPR-nummer. Fjern det, før du gemmer."),
        ({"from_on": "i morgen"}, "Skriv datoen som år-måned-dag, fx 2026-11-23."),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(phone, page, values, sentence):
    sent = agreed(**{"what": "Hunden går i snor", **values})
    answer = phone.post(page, data=sent)
    assert answer.status_code == 422
    assert answer.text.count(sentence) >= 2
    assert sent["what"].strip() in answer.text
    assert AgreementPoint.select().count() == 0


def test_a_party_of_another_case_does_nothing_here(make, worker, phone, page):
    stranger = make.party(make.case(worker))
    assert phone.post(page, data=agreed(who=str(stranger.id))).status_code == 422


def test_a_point_is_taken_out_and_the_row_is_kept(make, phone, page, case):
    point = make.point(case, what="Ingen grill på altanen")
    text = phone.post(f"/aftaler/{point.id}/fjern", follow_redirects=True).text
    assert "Punktet er fjernet fra aftalen." in text
    assert "Ingen grill på altanen" not in text
    assert "Ingen grill på altanen" not in phone.get(f"{page}/udskrift").text
    removed_at = AgreementPoint.get().removed_at
    assert removed_at is not None
    phone.post(f"/aftaler/{point.id}/fjern")
    assert AgreementPoint.get().removed_at == removed_at


def test_the_paper_names_who_does_what_and_has_a_line_for_each_to_sign(make, phone, page, case, anna, bo):
    make.point(case, party=bo, what="Skruer ned kl. 22", from_on=date(2026, 12, 1))
    make.point(case, what="Siger hej på trappen")
    text = phone.get(f"{page}/udskrift").text
    paper = " ".join(text[text.index("<article") : text.index("</article>")].split())
    assert "Bo Lind:</strong>" in paper
    assert "Skruer ned kl. 22" in paper
    assert "Gælder fra tirsdag 1. december" in paper
    assert "Begge:</strong>" in paper
    assert "Den kan ikke sætte husordenen ud af kraft" in paper
    signatures = paper[paper.index("signatures") :]
    assert all(name in signatures for name in ("Anna Holm", "Bo Lind", "Mægler"))
    assert "<title>Aftale til underskrift – Boligsocial</title>" in text


def test_only_a_conflict_has_an_agreement(make, worker, phone):
    arrears = make.case(worker, area=CaseArea.ARREARS)
    assert phone.get(f"/sager/{arrears.id}/aftale").status_code == 404
    assert phone.post(f"/sager/{arrears.id}/aftale", data=agreed()).status_code == 404
    assert phone.post(f"/sager/{arrears.id}/husordenssag").status_code == 404
    assert AgreementPoint.select().count() == 0
