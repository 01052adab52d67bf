"""Asking once more who somebody is, before what matters most."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import current_app, redirect, url_for
from flask_login import current_user
from flask_security.utils import check_and_update_authn_fresh


def recently_confirmed(back: str) -> Callable[[Any], Any]:
    """Decorate a view: who said long ago that it is they says it again, then goes to `back`."""

    def mark(view: Any) -> Any:
        @wraps(view)
        def confirmed(*args: Any, **kwargs: Any) -> Any:
            within = current_app.config["SECURITY_FRESHNESS"]
            # The library notes when one signed in while it loads the person.
            if not current_user.is_authenticated or not check_and_update_authn_fresh(
                within, within, "session"
            ):
                return redirect(url_for("security.verify", next=url_for(back)))
            return view(*args, **kwargs)

        return confirmed

    return mark
