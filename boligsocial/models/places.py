"""Where the work happens: housing organisation, department, dwelling."""

from peewee import SQL, BooleanField, CharField, ForeignKeyField

from boligsocial.db import Table


class HousingOrg(Table):
    """A non-profit housing organisation (boligorganisation)."""

    name = CharField(unique=True)
    phone = CharField(default="")
    email = CharField(default="")


class Department(Table):
    """A housing department (boligafdeling) of one organisation."""

    org = ForeignKeyField(HousingOrg, backref="departments")
    name = CharField(unique=True)
    street = CharField(default="")
    postal_code = CharField(default="")
    town = CharField(default="")


class Dwelling(Table):
    """A home (lejemål). `address` is what stands on the door plate, e.g. "Birkelunden 22, 1. tv.".

    `is_protected` follows the residents: it is set while somebody with a protected address lives there, so that
    every list can hide the address without asking who does.
    """

    department = ForeignKeyField(Department, backref="dwellings")
    address = CharField()
    is_protected = BooleanField(default=False, constraints=[SQL("DEFAULT FALSE")])

    class Meta:
        indexes = ((("department", "address"), True),)
