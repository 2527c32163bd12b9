"""Holes to be planted in the code, one control removed each, by subject (docs/decisions/0016-security-mutants.md)."""

from tests.security_mutants import (
    access,
    boards,
    browser,
    cases,
    durability,
    files,
    inquiries,
    login,
    mails,
    papers,
    portal,
    rights,
    seals,
    sharing,
    signon,
    signon_people,
    trail,
    volunteers,
)
from tests.security_mutants.mutant import Mutant

SUBJECTS: dict[str, tuple[Mutant, ...]] = {
    "login": login.MUTANTS,
    "signon": signon.MUTANTS + signon_people.MUTANTS,
    "access": access.MUTANTS,
    "sharing": sharing.MUTANTS,
    "portal": portal.MUTANTS,
    "inquiries": inquiries.MUTANTS,
    "volunteers": volunteers.MUTANTS,
    "boards": boards.MUTANTS,
    "mails": mails.MUTANTS,
    "papers": papers.MUTANTS,
    "trail": trail.MUTANTS,
    "rights": rights.MUTANTS,
    "browser": browser.MUTANTS,
    "files": files.MUTANTS,
    "cases": cases.MUTANTS,
    "durability": durability.MUTANTS,
    "seals": seals.MUTANTS,
}
