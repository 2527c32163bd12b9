"""Cases: what is followed over time, with its follow-ups and the notes that belong to it."""
