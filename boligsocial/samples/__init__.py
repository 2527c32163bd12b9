"""The leader's look at who read what: a sample each week, and alarms."""
