"""Who takes the case over."""

from boligsocial.fields import HouseForm, RowField
from boligsocial.language import lazy_gettext

_ = lazy_gettext


class HandOverForm(HouseForm):
    """The colleague who takes the case. Call `colleague.offer(rows)` first."""

    colleague = RowField(_("Hvem tager sagen?"), _("Vælg, hvem der tager sagen."))


class LiftForm(HouseForm):
    """The colleague who may open the case again."""

    colleague = RowField(_("Hvem må se sagen igen?"), _("Vælg, hvem der må se sagen igen."))
