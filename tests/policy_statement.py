"""The part of the policy that is about the accessibility statement; see tests/policy.py."""

from boligsocial.access import PUBLIC

POLICY = {"statement.statement": (PUBLIC, None)}
