"""The part of the policy that is about the municipality's own login; see tests/policy.py. Here there is none."""

from boligsocial.access import PUBLIC

POLICY = {
    "signon.leave": (PUBLIC, None),
    "signon.leave_with_form": (PUBLIC, None),
    "signon.come_back": (PUBLIC, None),
}
BUTTONS = {"signon.leave_with_form"}
