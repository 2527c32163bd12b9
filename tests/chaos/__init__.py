"""The outbox under faults: a proxy that fails on purpose, servers and browsers that are killed, and the truth."""
