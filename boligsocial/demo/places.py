"""Three housing organisations, nine departments, about sixty homes. The towns exist; the streets and names do not."""

from typing import NamedTuple


class OrgStory(NamedTuple):
    """A housing organisation."""

    name: str
    phone: str
    email: str


class DepartmentStory(NamedTuple):
    """A department; its street carries its name. `floors` is 0 for terraced houses."""

    name: str
    org: str
    houses: tuple[int, ...]
    floors: int
    postal_code: str
    town: str


ORGS = (
    OrgStory("Boligselskabet Skovkilde", "+4570102001", "post@skovkilde.example"),
    OrgStory("Tranebo Boligforening", "+4570102002", "post@tranebo.example"),
    OrgStory("Boligselskabet Strandkær", "+4570102003", "post@strandkaer.example"),
)

DEPARTMENTS = (
    DepartmentStory("Birkelunden", "Boligselskabet Skovkilde", (20, 22), 3, "2840", "Holte"),
    DepartmentStory("Humlekrogen", "Boligselskabet Skovkilde", (3, 5), 2, "2850", "Nærum"),
    DepartmentStory("Vibeengen", "Boligselskabet Skovkilde", (2, 4, 6, 8, 10, 12), 0, "2950", "Vedbæk"),
    DepartmentStory("Kastanjebo", "Tranebo Boligforening", (7, 9), 2, "3460", "Birkerød"),
    DepartmentStory("Lærkesvinget", "Tranebo Boligforening", (11, 13, 15, 17), 0, "3460", "Bistrup"),
    DepartmentStory("Hasselløkken", "Tranebo Boligforening", (14, 16), 2, "3460", "Birkerød"),
    DepartmentStory("Åkandehaven", "Boligselskabet Strandkær", (1, 3), 2, "2950", "Trørød"),
    DepartmentStory("Pilestykket", "Boligselskabet Strandkær", (18, 19, 20, 21, 22, 23), 0, "2950", "Vedbæk"),
    DepartmentStory("Mejselunden", "Boligselskabet Strandkær", (30, 32, 34), 0, "2840", "Holte"),
)

FLOORS = ("st.", "1.", "2.")


def street_of(department: DepartmentStory) -> str:
    """Return the stretch of street that the department covers, e.g. "Birkelunden 20-22"."""
    return f"{department.name} {department.houses[0]}-{department.houses[-1]}"


def addresses_of(department: DepartmentStory) -> list[str]:
    """Return what stands on the door plates, e.g. "Birkelunden 22, 1. tv."."""
    houses = [f"{department.name} {number}" for number in department.houses]
    if department.floors == 0:
        return houses
    doors = [f"{floor} {side}" for floor in FLOORS[: department.floors] for side in ("tv.", "th.")]
    return [f"{house}, {door}" for house in houses for door in doors]
