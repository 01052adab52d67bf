"""The shape of where one lives, works or cares."""

from flask_wtf import FlaskForm
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange

from auriga_web.core.language import lazy_gettext as _
from auriga_web.territories.models import Relation

RELATIONS = (
    (Relation.LIVES.value, _("I live here")),
    (Relation.WORKS.value, _("I work here")),
    (Relation.CARES.value, _("I look after someone here")),
)


class ResidencyForm(FlaskForm):
    """The comuni to choose from are passed in by the view."""

    relation = SelectField(
        _("What ties you to it"),
        choices=[SelectChoice(value, label) for value, label in RELATIONS],
        validators=[InputRequired()],
    )
    territory_id = SelectField(
        _("Comune"),
        coerce=int,
        validators=[InputRequired(), NumberRange(min=1, message=_("Choose a comune."))],
    )
