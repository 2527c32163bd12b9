"""How long things are kept, for the leader: the schedule, what is about to go, what must stay, and what has gone."""
