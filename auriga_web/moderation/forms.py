"""What one writes to moderators, and what they write back."""

from flask_wtf import FlaskForm
from wtforms import BooleanField, EmailField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Email, InputRequired, Length, Optional

from auriga_web.core.language import lazy_gettext as _
from auriga_web.moderation import rules
from auriga_web.moderation.models import Category, Ground, Outcome, Verdict

_SHORT = Length(max=300, message=_("Shorten it: up to 300 characters fit."))
_LONG = Length(max=rules.LONGEST_TEXT, message=_("Shorten it: up to 4,000 characters fit."))


class ReportForm(FlaskForm):
    """Something is wrong with this."""

    category = RadioField(
        _("What is wrong?"), validators=[InputRequired(_("Choose what is wrong."))]
    )
    text = TextAreaField(_("What should we know?"))
    about_consortium = BooleanField(_("It is about the consortium or one of its cooperatives"))
    email = EmailField(
        _("Your e-mail"),
        validators=[Optional(), Email(_("Check the address: something is missing.")), _SHORT],
    )
    # Nobody sees it; who fills in everything there is, is no person.
    website = StringField(_("Leave this empty"))

    def __init__(self, *args, **more) -> None:
        super().__init__(*args, **more)
        self.category.choices = _choices(Category, rules.category_label)


class DecisionForm(FlaskForm):
    """What moderators decide, with the reasons the author will read."""

    verdict = RadioField(
        _("What do you decide?"), validators=[InputRequired(_("Choose what you decide."))]
    )
    ground = RadioField(_("What does it go against?"), validators=[Optional()])
    rule = StringField(_("Which rule or law"), validators=[_SHORT])
    facts = TextAreaField(_("What happened"), validators=[_LONG])

    def __init__(self, *args, can_return: bool = False, **more) -> None:
        super().__init__(*args, **more)
        verdicts = [Verdict.NOTHING_WRONG, Verdict.HIDE]
        labels = {
            Verdict.NOTHING_WRONG: _("It stays: nothing against the rules"),
            Verdict.HIDE: _("Hide it"),
            Verdict.RETURN: _("Send it back to its author, with what to change"),
        }
        if can_return:
            verdicts.append(Verdict.RETURN)
        self.verdict.choices = _choices(verdicts, labels.__getitem__)
        self.ground.choices = _choices(Ground, rules.ground_label)


class AppealForm(FlaskForm):
    """Please look again."""

    text = TextAreaField(
        _("Why is the decision wrong?"),
        validators=[InputRequired(_("Say why.")), _LONG],
    )


class AppealDecisionForm(FlaskForm):
    """How an appeal ends."""

    outcome = RadioField(
        _("What do you decide?"), validators=[InputRequired(_("Choose what you decide."))]
    )
    reasons = TextAreaField(_("Why"), validators=[InputRequired(_("Say why.")), _LONG])
    rule = StringField(_("Which rule or law"), validators=[_SHORT])

    def __init__(self, *args, **more) -> None:
        super().__init__(*args, **more)
        self.outcome.choices = _choices(Outcome, rules.outcome_label)


def _choices(members, label) -> list[SelectChoice]:
    return [SelectChoice(member.value, label(member)) for member in members]
