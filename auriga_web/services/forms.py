"""The shape of what staff write about a service."""

from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    EmailField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TelField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Email, InputRequired, Length, NumberRange, Optional

from auriga_web.core.language import lazy_gettext as _


class ServiceForm(FlaskForm):
    """Choices of area and places are passed in by the view."""

    title = StringField(
        _("What it is called"),
        validators=[InputRequired(_("Write what the service is called.")), Length(max=160)],
    )
    area_id = SelectField(_("Area"), coerce=int, validators=[InputRequired()])
    audience = StringField(
        _("Who it is for"),
        validators=[InputRequired(_("Write who the service is for.")), Length(max=300)],
    )
    for_whom = SelectMultipleField(_("People it is for, so that they find it"))
    how_to_get_in = TextAreaField(
        _("How to get in"),
        validators=[InputRequired(_("Write what one must do to get in.")), Length(max=4000)],
    )
    description = TextAreaField(_("What it does"), validators=[Length(max=8000)])
    organisation_id = SelectField(_("Organisation that runs it"), coerce=int)
    run_by = StringField(_("Or the name of who runs it"), validators=[Length(max=200)])
    territory_ids = SelectMultipleField(
        _("Where it works"),
        coerce=int,
        validators=[InputRequired(_("Choose at least one place."))],
    )
    places = IntegerField(_("Places"), validators=[Optional(), NumberRange(min=0, max=100_000)])
    cost = StringField(_("What it costs"), validators=[Length(max=300)])
    address = StringField(_("Address"), validators=[Length(max=300)])
    hours = StringField(_("Opening hours"), validators=[Length(max=300)])
    telephone = TelField(_("Telephone"), validators=[Length(max=40)])
    email = EmailField(_("E-mail"), validators=[Optional(), Email(), Length(max=254)])
    version = HiddenField()


class AreaForm(FlaskForm):
    """An area of the tree."""

    name = StringField(
        _("Name"), validators=[InputRequired(_("Write a name.")), Length(min=2, max=120)]
    )
    is_sensitive = BooleanField(
        _("It is a delicate area"),
        description=_(
            "Names, points on the map and small numbers are never shown. "
            "It holds for what is written from now on."
        ),
    )


class NewAreaForm(AreaForm):
    """A new area; the fields it may be put in are passed in by the view."""

    parent_id = SelectField(_("In which field"), coerce=int, validators=[InputRequired()])


class FeedbackForm(FlaskForm):
    """Was it useful to you?"""

    is_useful = RadioField(
        _("Was it useful to you?"),
        choices=[SelectChoice("1", _("Yes")), SelectChoice("0", _("No"))],
        validators=[InputRequired(_("Choose yes or no."))],
    )
