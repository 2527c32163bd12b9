"""How the area of a case and the topic of a note answer to each other."""

from boligsocial.models import CaseArea, Topic

TOPIC_OF = {
    CaseArea.MOVE_IN: Topic.MOVE_IN,
    CaseArea.MOVE_OUT: Topic.MOVE_OUT,
    CaseArea.NEIGHBOUR_CONFLICT: Topic.NOISE,
    CaseArea.HOUSE_RULES: Topic.HOUSE_RULES,
    CaseArea.ARREARS: Topic.RENT,
    CaseArea.CONCERN: Topic.CONCERN,
}

# Indoor climate and upkeep belong to the house rules in the workers' own division of their work.
AREA_OF = {
    **{topic: area for area, topic in TOPIC_OF.items()},
    Topic.INDOOR_CLIMATE: CaseArea.HOUSE_RULES,
    Topic.MAINTENANCE: CaseArea.HOUSE_RULES,
}
