"""What happens to one-time codes: an app is set up, and each of its codes is used once."""

from boligsocial.audit import Event, recorded
from boligsocial.clock import now
from boligsocial.models import CodeApp, User
from boligsocial.one_time import step_of
from boligsocial.passwords import hash_password
from boligsocial.ways_in import code_app, tell_of_change


class WrongCode(Exception):
    """The code is not one of these minutes', or was used before."""


def use_code(user: User, code: str) -> bool:
    """Return whether the code is right, and use it up together with all before it."""
    app = code_app(user)
    step = step_of(app.secret, code, now()) if app else None
    if step is None:
        return False
    unused = (CodeApp.user == user.id) & (CodeApp.last_step < step)
    return bool(CodeApp.update(last_step=step).where(unused).execute())


@recorded(Event.CODE_APP_SET)
def set_code_app(user: User, secret: str, code: str, password: str = "") -> User:  # noqa: S107 - none is given
    """Let the app that holds `secret` make the person's codes, in the place of an older one.

    `code` shows that it does; with a `password` that is set too. Raises WrongCode.
    """
    step = step_of(secret, code, now())
    if step is None:
        raise WrongCode
    CodeApp.delete().where(CodeApp.user == user.id).execute()
    CodeApp.create(user=user, secret=secret, last_step=step)
    if password:
        User.update(password_hash=hash_password(password)).where(User.id == user.id).execute()
    tell_of_change(user)
    return user
