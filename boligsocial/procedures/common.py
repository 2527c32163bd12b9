"""What every case can know, whatever it is about: interpreter, consent, and a request to see the papers."""

from boligsocial.procedures.shape import Clock, Fact, Kind, Option, Sheet, Words

CHILD_DUTY = Words(
    "Du har selv pligt til at underrette, med det samme. Pligten er personlig: den kan ikke gives videre til en leder "
    "eller en kollega. Skriv underretningen i kommunens egen kanal. Her gemmer vi kun, at den er sendt.",
    "You yourself have the duty to notify, at once. The duty is personal: it cannot be handed to a manager or a "
    "colleague. Write the notification in the municipality's own channel. Here we only keep that it was sent.",
)
CHILD_LAW = "barnets lov §§ 132-135"
CHANNELS = (
    Option("digital", Words("Digitalt", "Digitally")),
    Option("phone", Words("Telefon", "Telephone")),
    Option("post", Words("Brev", "Letter")),
    Option("other", Words("Andet", "Other")),
)
NOTIFICATION = (
    Fact("notification_sent_on", Words("Underretning sendt", "Notification sent"), Kind.DAY),
    Fact(
        "notification_channel",
        Words("Hvordan er den sendt?", "How was it sent?"),
        Kind.CHOICE,
        CHANNELS,
    ),
    Fact("notification_receipt_on", Words("Kvittering modtaget", "Receipt received"), Kind.DAY),
    Fact(
        "notification_not_sent",
        Words("Hvorfor er der ikke sendt en underretning?", "Why was no notification sent?"),
        Kind.LONG,
        hint=Words(
            "Skriv grunden, hvis du ikke underretter, fx at en kollega har gjort det, og hvornår.",
            "Write the reason if you do not notify, e.g. that a colleague has, and when.",
        ),
    ),
)
CHILD_GUARD = Words(
    "Der er børn i hjemmet. Skriv, hvornår underretningen er sendt, eller hvorfor den ikke er det, før du afslutter.",
    "There are children in the home. Write when the notification was sent, or why it was not, before you close.",
)
INQUIRY = Sheet(
    "inquiry",
    Words("Henvendelsen", "The inquiry"),
    (
        Fact(
            "inquiry_on",
            Words("Hvornår hørte vi om det?", "When did we hear of it?"),
            Kind.DAY,
            hint=Words(
                "Herfra løber fristen for den første kontakt.",
                "The deadline of the first contact runs from here.",
            ),
        ),
    ),
)

SHEETS = (
    Sheet(
        "interpreter",
        Words("Tolk", "Interpreter"),
        (
            Fact(
                "interpreter",
                Words("Er der brug for tolk?", "Is an interpreter needed?"),
                Kind.CHOICE,
                (
                    Option("none", Words("Nej", "No")),
                    Option("phone", Words("Telefontolk", "By telephone")),
                    Option("video", Words("Videotolk", "By video")),
                    Option("present", Words("Tolk til stede", "In person")),
                    Option("adult_relative", Words("Voksen pårørende", "Adult relative")),
                ),
            ),
            Fact(
                "interpreter_language",
                Words("Hvilket sprog?", "Which language?"),
                Kind.TEXT,
                hint=Words("Fx tigrinya eller ukrainsk.", "E.g. Tigrinya or Ukrainian."),
            ),
        ),
        notice=Words(
            "Børn må ikke tolke. Ingen under 18 år må oversætte en samtale. Kontrollér altid den gældende lov.",
            "Children may not interpret. Nobody under 18 may translate a conversation. Always check the law in force.",
        ),
        law="lov nr. 469 af 14. maj 2025",
        source="S94",
    ),
    Sheet(
        "consent",
        Words("Samtykke til deling", "Consent to sharing"),
        (
            Fact("consent_on", Words("Samtykke givet", "Consent given"), Kind.DAY),
            Fact(
                "consent_covers",
                Words("Hvad må vi dele, og med hvem?", "What may we share, and with whom?"),
                Kind.TEXT,
                hint=Words(
                    "Skriv hver ting for sig, fx »nøgletid, med driftslederen«.",
                    "Write each thing by itself, e.g. “time for the keys, with the operations manager”.",
                ),
            ),
        ),
        notice=Words(
            "Et samtykke er frivilligt, gælder det, der er nævnt, og kan trækkes tilbage.",
            "Consent is voluntary, covers what is named, and can be withdrawn.",
        ),
        law="forvaltningsloven § 28, retssikkerhedsloven § 11 a",
        source="S82, S85",
    ),
    Sheet(
        "access",
        Words("Aktindsigt", "Access to documents"),
        (
            Fact(
                "access_requested_on", Words("Beboeren har bedt om indsigt", "The resident asked for access"), Kind.DAY
            ),
            Fact("access_answered_on", Words("Besvaret", "Answered"), Kind.DAY),
        ),
        law="offentlighedsloven § 36 stk. 2",
        source="S88",
    ),
)
CLOCKS = (
    Clock("consent_review", "consent_on"),
    Clock("doc_access", "access_requested_on", met_by="access_answered_on"),
)
