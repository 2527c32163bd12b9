"""Somebody who wants to bend the audit trail: all rights over the database, the code, and not the key."""

from uuid import uuid4

from peewee import SqliteDatabase

from boligsocial import db
from boligsocial.audit import Event
from boligsocial.chain import FIELDS, GENESIS, link, seal
from boligsocial.models import AuditHead, AuditRow

ROWS = 150
CONTENT = (*FIELDS, "chain")
COLUMNS = ", ".join(f'"{name}"' for name in CONTENT)


class Insider:
    """Somebody with all rights over the database, who knows the code and has not the key."""

    def __init__(self, dice, people):
        self.dice, self.people = dice, people
        on_table = "" if isinstance(db.db.obj, SqliteDatabase) else ' ON "audit_row"'
        for name in ("unchanged", "kept", "head"):
            db.db.obj.execute_sql(f'DROP TRIGGER "audit_row_{name}"{on_table}')

    def rows(self):
        return db.db.obj.execute_sql(f'SELECT "id", {COLUMNS} FROM "audit_row" ORDER BY "id"').fetchall()  # noqa: S608

    def one(self):
        return self.dice.randint(1, ROWS)

    def set(self, number, **values):
        AuditRow.update(values).where(AuditRow.id == number).execute()

    def remove(self, *numbers):
        AuditRow.delete().where(AuditRow.id.in_(numbers)).execute()

    def insert(self, number, content):
        marks = ", ".join(["?" if isinstance(db.db.obj, SqliteDatabase) else "%s"] * (len(CONTENT) + 1))
        statement = f'INSERT INTO "audit_row" ("id", {COLUMNS}) VALUES ({marks})'  # noqa: S608
        db.db.obj.execute_sql(statement, (number, *content))

    def move_head(self):
        last = [(0, GENESIS), *self.rows()][-1]
        AuditHead.update(number=last[0], chain=last[-1]).execute()

    # Each tampering returns the numbers of which at least one must be named, or None when any sign will do.

    def changes_a_field(self):
        number = self.one()
        row = AuditRow.get_by_id(number)
        name = self.dice.choice([*FIELDS, "chain"])
        other = {
            "at": row.at.replace(microsecond=(row.at.microsecond + self.dice.randint(1, 999_999)) % 1_000_000),
            "actor_id": self.dice.choice([who for who in (*self.people, None) if who != row.actor_id]),
            "event": self.dice.choice([event.value for event in Event if event.value != row.event]),
            "subject_type": row.subject_type + "x",
            "subject_id": str(self.dice.randint(10_000, 99_999)),
            "write_id": None if row.write_id and self.dice.random() < 0.5 else uuid4(),
            "write_digest": f"{self.dice.getrandbits(256):064x}",
            "chain": f"{self.dice.getrandbits(256):064x}",
        }[name]
        self.set(number, **{"actor" if name == "actor_id" else name: other})
        if number == ROWS:
            self.move_head()
        return {number}

    def changes_a_number(self):
        number = self.one()
        self.set(number, id=self.dice.choice([0, -5, ROWS + 1, ROWS + 700]))
        self.move_head()
        return {number} if number < ROWS else None

    def removes_rows(self):
        number = self.dice.randint(1, ROWS - 1)
        self.remove(*range(number, min(number + self.dice.choice([1, 1, 2, 9]), ROWS)))
        return {number}

    def removes_a_row_and_closes_the_gap(self):
        number = self.dice.randint(1, ROWS - 1)
        self.remove(number)
        for later in range(number + 1, min(number + 6, ROWS + 1)):
            self.set(later, id=later - 1)
        self.move_head()
        return {number}

    def swaps_two_rows(self):
        (one, *first), (other, *second) = self.dice.sample(self.rows(), 2)
        if self.dice.random() < 0.5:
            # The contents change places, and the chains stay.
            first[-1], second[-1] = second[-1], first[-1]
        self.remove(one, other)
        self.insert(one, second)
        self.insert(other, first)
        self.move_head()
        return {one, other}

    def doubles_a_row(self):
        _number, *content = self.dice.choice(self.rows())
        content[CONTENT.index("write_id")] = None
        self.insert(ROWS + 1, content)
        self.move_head()
        return {ROWS + 1}

    def inserts_a_row_and_moves_the_rest(self):
        number = self.dice.randint(ROWS - 5, ROWS)
        _other, *content = self.dice.choice(self.rows())
        content[CONTENT.index("write_id")] = None
        for later in range(ROWS, number - 1, -1):
            self.set(later, id=later + 1)
        self.insert(number, content)
        self.move_head()
        return {number}

    def chains_anew_with_a_key_of_their_own(self):
        start = self.one()
        self.set(start, event="note.read" if AuditRow.get_by_id(start).event != "note.read" else "case.read")
        rows = self.rows()
        before = rows[start - 2][-1] if start > 1 else GENESIS
        for number, *fields, _chain in rows[start - 1 :]:
            before = link(seal(fields)[::-1], before, number)
            self.set(number, chain=before)
        self.move_head()
        return {start}

    def cuts_the_tail(self):
        kept = self.dice.randint(0, ROWS - 1)
        self.remove(*range(kept + 1, ROWS + 1))
        self.move_head()
        return {ROWS}


WAYS = [name for name in vars(Insider) if name.split("_")[0].endswith("s") and "_" in name]
