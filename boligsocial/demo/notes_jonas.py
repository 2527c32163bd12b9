"""Jonas's notes: kind, concrete, and never more about a person than the work needs."""

from boligsocial.demo.pictures import Scene
from boligsocial.demo.stories import NoteStory, ShareStory
from boligsocial.models import AnswerKind, NoteKind, Topic

NOTES = (
    NoteStory(
        0,
        "09:25",
        NoteKind.VISIT,
        Topic.INDOOR_CLIMATE,
        "Kastanjebo 9, st. th.",
        "Pletten bag reolen er vokset et par centimeter siden sidst. Beboeren lufter ud morgen og aften. Ventilen"
        " i badeværelset suger stadig ikke.",
        case="skimmel",
        visit="fugt-i-dag",
        photos=(Scene.DAMP,),
        share=ShareStory(
            "farid",
            "Pletten i hjørnet er vokset, og ventilen i badeværelset suger ikke. Der bliver luftet godt ud. "
            "Hvornår kommer den nye ventil?",
            with_photos=True,
        ),
    ),
    NoteStory(
        2,
        "12:40",
        NoteKind.VISIT,
        Topic.MOVE_IN,
        "Åkandehaven 3, 1. tv.",
        "Boligstøtten er næsten klar. De to voksne skal logge ind med MitID hver for sig. Vi prøver "
        "igen, når begge er hjemme.",
        case="indflytning",
        share=ShareStory(
            "birgit",
            "Familien er kommet godt på plads. De mangler stadig nøglen til cykelkælderen. Kan den ligge klar på "
            "ejendomskontoret?",
        ),
    ),
    NoteStory(
        3,
        "08:50",
        NoteKind.CALL,
        Topic.MAINTENANCE,
        "Lærkesvinget 17",
        "Radiatoren på børneværelset er kold. Bad beboeren skrive det i beboerportalen, og lovede at følge med i,"
        " om der sker noget.",
    ),
    NoteStory(
        4,
        "10:05",
        NoteKind.VISIT,
        Topic.INDOOR_CLIMATE,
        "Kastanjebo 9, st. th.",
        "Skimmel i hjørnet bag reolen i soveværelset. Væggen er kold og fugtig. Tog billeder, og vi trak reolen "
        "ti centimeter ud fra væggen.",
        case="skimmel",
        photos=(Scene.DAMP, Scene.DAMP),
        share=ShareStory(
            "farid",
            "Der er skimmel i hjørnet af soveværelset, og væggen er kold. Beboeren har trukket reolen ud og "
            "lufter ud hver dag. Vil du se på det?",
            with_photos=True,
            read=3,
            answer=AnswerKind.TEXT,
            answer_text="Jeg har bestilt en ny ventil til badeværelset og kigger forbi på torsdag.",
        ),
    ),
    NoteStory(
        5,
        "15:30",
        NoteKind.NOT_HOME,
        Topic.MOVE_OUT,
        "Lærkesvinget 15",
        "Ingen hjemme. Der står flyttekasser i vinduet, så det er vist i gang. Sendte en sms om synet.",
        case="fraflytning",
    ),
    NoteStory(
        6,
        "11:10",
        NoteKind.VISIT,
        Topic.MOVE_IN,
        "Åkandehaven 3, 1. tv.",
        "Gik boligen igennem efter indflytningen. Vinduet i køkkenet binder, og der står dug på ruden om "
        "morgenen. Skrevet på mangellisten.",
        case="indflytning",
        photos=(Scene.WINDOW, Scene.WINDOW),
        share=ShareStory(
            "birgit",
            "Vinduet i køkkenet binder, og der samler sig vand på karmen. Det kommer på mangellisten, men det "
            "ville være rart, hvis nogen kunne se på det inden frosten.",
            with_photos=True,
            read=1,
            answer=AnswerKind.CALLING,
        ),
    ),
    NoteStory(
        7,
        "10:15",
        NoteKind.OTHER,
        Topic.HOUSE_RULES,
        "Hasselløkken 16, 1. th.",
        "Trappen er ryddet, og barnevognen står nu i cykelrummet. Sagde tak. Der lugter ikke længere i opgangen.",
        case="opgang",
        visit="trappe",
        photos=(Scene.STAIRS,),
    ),
    NoteStory(
        7,
        "10:50",
        NoteKind.TALK,
        Topic.HOUSE_RULES,
        "Hasselløkken 14, st. tv.",
        "Beboeren er ked af cigaretskod foran døren. Hun har ikke lyst til at klage, men vil gerne have et skilt."
        " Jeg spørger bestyrelsen.",
        visit="trappe",
        unsettled=True,
    ),
    NoteStory(
        8,
        "14:20",
        NoteKind.VISIT,
        Topic.INDOOR_CLIMATE,
        "Kastanjebo 7, 1. tv.",
        "Fem mennesker i to rum og vasketøj på stativ i stuen. Vi talte om at lufte ud med gennemtræk i ti "
        "minutter tre gange om dagen. De prøver.",
    ),
    NoteStory(
        9,
        "09:20",
        NoteKind.CALL,
        Topic.MAINTENANCE,
        "Lærkesvinget 13",
        "Vandhanen i køkkenet drypper. Beboeren troede, at han selv skulle betale. Det skal han ikke, og han "
        "ringer til varmemesteren i dag.",
    ),
    NoteStory(
        11,
        "13:00",
        NoteKind.VISIT,
        Topic.MOVE_IN,
        "Åkandehaven 3, 1. tv.",
        "Indflytningsdag. Synet gik fint, og familien fik rapporten med det samme. Blev en time bagefter og talte"
        " om el, læge, skole og busser.",
        case="indflytning",
    ),
    NoteStory(
        15,
        "10:30",
        NoteKind.CALL,
        Topic.MOVE_IN,
        "Åkandehaven 3, 1. tv.",
        "Indskuddet er betalt, og lejekontrakten er skrevet under. Familien får nøglerne kl. 13 på "
        "dagen, og jeg er med.",
        case="indflytning",
    ),
    NoteStory(
        17,
        "11:45",
        NoteKind.VISIT,
        Topic.MOVE_OUT,
        "Lærkesvinget 15",
        "Gennemgik opsigelsen. Flytningen skal meldes, den nye adresse skal til udlejningen otte dage før, og el "
        "skal afmeldes. Beboeren skriver selv.",
        case="fraflytning",
    ),
    NoteStory(
        22,
        "15:00",
        NoteKind.VISIT,
        Topic.INDOOR_CLIMATE,
        "Kastanjebo 9, st. th.",
        "Første besøg om fugten. Vi målte 71 % luftfugtighed i soveværelset. Beboeren vil gerne vide, hvad der "
        "hjælper bedst, og lånte en måler af os.",
        case="skimmel",
        photos=(Scene.DAMP,),
    ),
    NoteStory(
        25,
        "10:00",
        NoteKind.TALK,
        Topic.HOUSE_RULES,
        "Hasselløkken 16, 1. th.",
        "Talte om kasserne og barnevognen på trappen. Der er ikke plads i kælderen, før et rum bliver ryddet. "
        "Beboeren vil gerne, hvis nogen hjælper med at bære.",
        case="opgang",
    ),
    NoteStory(
        29,
        "12:15",
        NoteKind.VISIT,
        Topic.MAINTENANCE,
        "Hasselløkken",
        "Lyset på trappen i nr. 14 er gået ud på to etager. Flere beboere nævnte det. Varmemesteren har fået "
        "besked i telefonen.",
        photos=(Scene.STAIRS,),
    ),
    NoteStory(
        35,
        "14:30",
        NoteKind.CALL,
        Topic.RENT,
        "Hasselløkken 14, 1. th.",
        "Spørgsmål om boligstøtte efter en lønstigning. Beboeren melder ændringen selv og ringer, hvis brevet er "
        "svært at forstå.",
    ),
    NoteStory(
        41,
        "09:45",
        NoteKind.VISIT,
        Topic.CONCERN,
        "Kastanjebo 7, st. th.",
        "Viceværten havde lagt mærke til en fyldt postkasse. Beboeren havde været på ferie hos sin søster. Alt er"
        " vel, og hun blev glad for, at nogen spurgte.",
    ),
    NoteStory(
        49,
        "16:10",
        NoteKind.TALK,
        Topic.OTHER,
        "Åkandehaven",
        "Fællesspisning i gården med de frivillige. Tredive kom. Tre spurgte om lektiehjælp, og to vil gerne være"
        " med til at lave mad næste gang.",
    ),
    NoteStory(
        55,
        "11:00",
        NoteKind.CALL,
        Topic.MAINTENANCE,
        "Mejselunden 30",
        "Terrassedøren kan ikke låses. Ejendomskontoret skifter låsen i dag, så beboeren kan sove roligt.",
    ),
)
