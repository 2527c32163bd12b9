"""Consents to passing on: what a resident has said yes to, to whom, until when, and how it is taken back."""
