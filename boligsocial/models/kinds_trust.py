"""The closed lists of what watches over cases: seals, samples, residents' demands and the deletion of what is over."""

from boligsocial.models.kinds import N_, Labelled


class RequestKind(Labelled):
    """What a resident may ask for about their own data (databeskyttelsesforordningen art. 15 and 16)."""

    COPY = "copy", N_("Kopi af egne oplysninger")
    CORRECTION = "correction", N_("Rettelse")


class ProvedBy(Labelled):
    """How we know that it is the resident who asks (databeskyttelsesforordningen art. 12, stk. 6)."""

    KNOWN = "known", N_("Vi kender beboeren og mødtes")
    ID_SEEN = "id_seen", N_("Viste legitimation")
    DIGITAL_POST = "digital_post", N_("Skrev med Digital Post")
    ATTORNEY = "attorney", N_("Ved fuldmagt, som vi har set")


class MaskReason(Labelled):
    """Why a passage is left out (databeskyttelseslovens § 22), or why one is shown that the rule would leave out."""

    NAME = "name", N_("Navnet på en anden")
    REACH = "reach", N_("En andens telefon eller mail")
    OTHER_PARTY = "other_party", N_("Oplysninger om den anden part")
    COMPLAINANT = "complainant", N_("Viser, hvem der har henvendt sig")
    PRIVATE = "private", N_("En andens private forhold")
    SAFETY = "safety", N_("Hensyn til nogens sikkerhed")
    OWN_WORDS = "own_words", N_("Beboeren har selv fortalt det")
    AGREED = "agreed", N_("Personen har sagt ja")
    NOBODY = "nobody", N_("Er ikke en person")


class CorrectionEnd(Labelled):
    """How a wish for a correction ends."""

    CORRECTED = "corrected", N_("Rettet")
    REMARKED = "remarked", N_("Beboerens bemærkning er skrevet til")
    REFUSED = "refused", N_("Ikke rettet")


class SealWhy(Labelled):
    """Why only a few have a case."""

    COLLEAGUE = "colleague", N_("En kollega eller en, der står os nær, er beboer")
    PROTECTED_ADDRESS = "protected_address", N_("Beskyttet adresse")
    OTHER = "other", N_("Andet")


class GlassVerdict(Labelled):
    """What a leader says of the breaking of a glass."""

    RIGHT = "right", N_("I orden")
    WRONG = "wrong", N_("Ikke i orden")


class Finding(Labelled):
    """What a leader says of a read in the sample."""

    RIGHT = "right", N_("I orden")
    LOOK_INTO = "look_into", N_("Skal undersøges")


class Stratum(Labelled):
    """Why a read was likely to be drawn; what fits several counts as the first."""

    GLASS = "glass", N_("Forseglet sag åbnet")
    SHIELDED = "shielded", N_("Forseglet sag eller beskyttet adresse")
    OUTSIDE = "outside", N_("Uden for egne sager")
    ODD_HOURS = "odd_hours", N_("Nat, weekend eller helligdag")
    MANY = "many", N_("Mange på kort tid")
    ORDINARY = "ordinary", N_("Tilfældig")


class ReadWhy(Labelled):
    """What a reader had to do with what they read; what fits several counts as the first."""

    GLASS = "glass", N_("brød forseglingen")
    RESPONSIBLE = "responsible", N_("er ansvarlig for sagen")
    NAMED = "named", N_("er givet adgang til den forseglede sag")
    VISIT = "visit", N_("var på besøg i sagen eller skulle det")
    WROTE = "wrote", N_("har skrevet i sagen inden for 14 dage")
    SHARED = "shared", N_("noten var delt med læseren")
    ASKED = "asked", N_("opgaven eller henvendelsen var læserens egen")
    OVERVIEW = "overview", N_("et overblik over eget arbejde")
    WATCHING = "watching", N_("tilsyn")
    NO_CASE = "no_case", N_("uden sag")
    OUTSIDE = "outside", N_("uden for egne sager")


class Expiry(Labelled):
    """What of a case the schedule deletes: parts of it first, then the whole."""

    SHARES = "shares", N_("Det, der blev delt")
    PHOTOS = "photos", N_("Fotos")
    CASE = "case", N_("Hele sagen")
