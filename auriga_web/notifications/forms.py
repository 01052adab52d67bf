"""The shape of how somebody wants to be told."""

from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField
from wtforms.fields.choices import SelectChoice

from auriga_web.core.language import lazy_gettext as _
from auriga_web.notifications.models import MailWay


class PreferenceForm(FlaskForm):
    """How much mail, and whether at night."""

    mail = RadioField(
        _("By mail"),
        choices=[
            SelectChoice(MailWay.IMMEDIATE.value, _("A mail for each thing that happens")),
            SelectChoice(MailWay.DAILY.value, _("One mail a day with everything")),
            SelectChoice(MailWay.WEEKLY.value, _("One mail a week with everything")),
            SelectChoice(MailWay.NONE.value, _("No mail: I look here")),
        ],
    )
    is_quiet_at_night = BooleanField(
        _("No mail between nine in the evening and eight in the morning")
    )
