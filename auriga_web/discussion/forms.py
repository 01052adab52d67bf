"""What one writes in a discussion."""

from flask_wtf import FlaskForm
from wtforms import BooleanField, IntegerField, StringField, TextAreaField
from wtforms.validators import AnyOf, InputRequired
from wtforms.widgets import HiddenInput

from auriga_web.core.language import lazy_gettext as _
from auriga_web.discussion.models import Stance


class CommentForm(FlaskForm):
    """A comment or an answer. Its length and pace are rules, asked again in the operation."""

    stance = StringField(
        default=Stance.NEUTRAL.value, validators=[AnyOf([stance.value for stance in Stance])]
    )
    body = TextAreaField(_("Your comment"), validators=[InputRequired()])
    is_official = BooleanField(_("I speak for the consortium"))


class EditForm(FlaskForm):
    """A change to a comment, with the version that was on the page."""

    body = TextAreaField(_("Your comment"), validators=[InputRequired()])
    version = IntegerField(widget=HiddenInput())
