"""Maja's notes: kind, concrete, and never more about a person than the work needs."""

from boligsocial.demo.pictures import Scene
from boligsocial.demo.stories import NoteStory, ShareStory
from boligsocial.models import AnswerKind, NoteKind, Topic

NOTES = (
    NoteStory(
        0,
        "09:50",
        NoteKind.VISIT,
        Topic.NOISE,
        "Birkelunden 22, 1. tv.",
        "Kaffe hos beboeren på 1. sal. De seneste aftener har været rolige. Hun vil selv banke på ovenpå, hvis "
        "musikken bliver høj, og ringe til mig, hvis det ikke hjælper.",
        case="musik",
        visit="kaffe-i-dag",
    ),
    NoteStory(
        1,
        "10:20",
        NoteKind.CALL,
        Topic.RENT,
        "Humlekrogen 5, 1. th.",
        "Udlejningen er med på en afdragsordning over fire måneder, hvis den næste husleje bliver betalt til "
        "tiden. De sender den på skrift.",
        case="restance",
    ),
    NoteStory(
        3,
        "15:10",
        NoteKind.VISIT,
        Topic.NOISE,
        "Birkelunden 22, 2. tv.",
        "Kiggede ind hos familien på 2. sal efter mødet. Højttaleren står nu ved den anden væg, og aftalen hænger på "
        "køleskabet. De vil gerne invitere naboen til fødselsdag.",
        case="musik",
        share=ShareStory(
            "lone",
            "Vi har talt med begge hjem om musikken, og der er lavet en aftale. Sig endelig til, hvis der kommer nye "
            "klager.",
            shows_dwelling=False,
        ),
    ),
    NoteStory(
        4,
        "11:30",
        NoteKind.TALK,
        Topic.MOVE_IN,
        "Vibeengen 8",
        "Gennemgik papirerne med den nye familie: lejekontrakt, boligindskudslån og flytteanmeldelse. MitID "
        "virker. De mangler at vælge elselskab.",
        case="nøgler",
    ),
    NoteStory(
        5,
        "09:05",
        NoteKind.CALL,
        Topic.RENT,
        "Humlekrogen 5, 1. th.",
        "Beboeren ringede selv. Restancen er på én måned, og lønnen kommer nu bagud. Vi lægger et budget "
        "sammen, og jeg spørger udlejningen om en afdragsordning.",
        case="restance",
        before="Beboeren ringede selv. Restancen er på én måned. Vi lægger et budget sammen.",
    ),
    NoteStory(
        6,
        "13:15",
        NoteKind.VISIT,
        Topic.CONCERN,
        "Pilestykket 21",
        "Gardinerne er trukket fra, og beboeren lukkede op. Han vil gerne have, at vi kommer igen, men ikke så "
        "tidligt. Han savner nogen at spille skak med.",
        case="bekymring",
    ),
    NoteStory(
        7,
        "16:00",
        NoteKind.VISIT,
        Topic.NOISE,
        "Birkelunden 22, 1. th.",
        "Stod på trappen kl. 16 og lyttede. Man hører hvert skridt i opgangen, fordi dørpumpen i stueetagen er i "
        "stykker, og døren smækker.",
        photos=(Scene.STAIRS,),
        share=ShareStory(
            "lone",
            "Dørpumpen i stueetagen i nr. 22 er i stykker, så døren smækker. Det fylder meget hos dem, der bor op"
            " ad trappen. Kan den blive justeret?",
            with_photos=True,
            read=2,
            answer=AnswerKind.TAKING_IT,
        ),
    ),
    NoteStory(
        8,
        "14:40",
        NoteKind.CALL,
        Topic.RENT,
        "Humlekrogen 3, st. tv.",
        "Spørgsmål om varmeregningen. Efterbetalingen kan deles i tre rater, og beboeren ringer selv til "
        "bogholderiet i morgen.",
        unsettled=True,
    ),
    NoteStory(
        10,
        "10:45",
        NoteKind.TALK,
        Topic.MOVE_IN,
        "Vibeengen",
        "Mødte to nye beboere ved postkasserne. De vil gerne vide, hvordan man booker vaskeriet, og hvem der er i"
        " bestyrelsen. Tager velkomstmappen med næste gang.",
        unsettled=True,
    ),
    NoteStory(
        12,
        "11:00",
        NoteKind.NOT_HOME,
        Topic.CONCERN,
        "Pilestykket 21",
        "Ingen lukkede op. Lagde et kort med mit nummer i døren. Postkassen var tømt.",
        case="bekymring",
    ),
    NoteStory(
        15,
        "13:30",
        NoteKind.VISIT,
        Topic.RENT,
        "Humlekrogen 5, 1. th.",
        "Åbnede rudekuverterne sammen. Der ligger en rykker, men ikke noget påkrav endnu. Vi nåede at finde de "
        "tre seneste lønsedler frem.",
        case="restance",
    ),
    NoteStory(
        16,
        "17:00",
        NoteKind.MEDIATION,
        Topic.NOISE,
        "Birkelunden 22, 1. tv.",
        "Efter et besøg hos hver af dem mødtes begge parter i beboerhuset over kaffe og drømmekage. Aftale: ro efter "
        "kl. 22 på hverdage, og man skriver til hinanden før en fest.",
        case="musik",
    ),
    NoteStory(
        20,
        "10:10",
        NoteKind.VISIT,
        Topic.MAINTENANCE,
        "Vibeengen 4",
        "Vinduet i stuen slutter ikke tæt, og der løber vand ned ad væggen, når det regner fra vest. Beboeren har"
        " sat en spand under.",
        photos=(Scene.WINDOW,),
        share=ShareStory(
            "lone",
            "Vinduet i stuen er utæt, og der løber vand ned ad væggen, når det regner. Vil I se på det?",
            with_photos=True,
            read=20,
            answer=AnswerKind.TEXT,
            answer_text="Tømreren kommer på tirsdag mellem 8 og 10. Jeg giver selv beboeren besked.",
        ),
    ),
    NoteStory(
        23,
        "12:20",
        NoteKind.CALL,
        Topic.NOISE,
        "Birkelunden 22, 1. tv.",
        "Klage over musik om aftenen, især torsdag til lørdag. Beboeren har ikke talt med naboen endnu. Aftalte, "
        "at jeg besøger begge, før nogen skriver en klage.",
        case="musik",
    ),
    NoteStory(
        26,
        "09:30",
        NoteKind.TALK,
        Topic.HOUSE_RULES,
        "Mejselunden 32",
        "Snak over hækken om grill og røg. De to husstande blev enige om, at grillen flytter ned til legepladsen."
        " Der er ikke brug for mere fra os.",
    ),
    NoteStory(
        33,
        "14:00",
        NoteKind.OTHER,
        Topic.OTHER,
        "Birkelunden",
        "Hilste på den nye afdelingsbestyrelse. De vil gerne have en fast træffetid i beboerhuset den første "
        "mandag i måneden.",
        share=ShareStory(
            "lone",
            "Vi har hilst på den nye bestyrelse. De ønsker en fast træffetid i beboerhuset.",
            shows_dwelling=False,
            read=5,
            withdrawn=30,
        ),
    ),
    NoteStory(
        38,
        "15:45",
        NoteKind.VISIT,
        Topic.NOISE,
        "Lærkesvinget 11",
        "To uger efter mødet. Naboen kom forbi med æbler, mens jeg var der. Begge siger, at der er ro, og at "
        "børnene nu spiller bold på græsset.",
        case="kaffe",
    ),
    NoteStory(
        47,
        "16:30",
        NoteKind.MEDIATION,
        Topic.NOISE,
        "Lærkesvinget 11",
        "De to naboer mødtes hos den ene til kaffe og kage. Det handlede mere om at kende hinanden end om bolden "
        "mod muren. Aftalen er skrevet ned.",
        case="kaffe",
    ),
    NoteStory(
        52,
        "11:15",
        NoteKind.VISIT,
        Topic.NOISE,
        "Lærkesvinget 13",
        "Besøgte familien, som klagen handler om. Børnene spiller bold mod muren efter skole. De vidste ikke, at "
        "det kunne høres inde hos naboen.",
        case="kaffe",
    ),
    NoteStory(
        58,
        "10:00",
        NoteKind.TALK,
        Topic.CONCERN,
        "Åkandehaven 1, st. tv.",
        "Beboeren er faldet i entréen og er lidt rystet. Datteren er på vej. Gav nummeret til kommunens "
        "visitation og ringer i næste uge.",
    ),
)
