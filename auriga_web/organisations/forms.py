"""The shape of what is typed about bodies."""

from flask_wtf import FlaskForm
from wtforms import (
    DateField,
    EmailField,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TelField,
    TextAreaField,
    URLField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Email, InputRequired, Length, Optional, Regexp

from auriga_web.core.language import lazy_gettext as _
from auriga_web.organisations.models import MembershipRole, OrganisationKind, RuntsSection

KIND_NAMES = {
    OrganisationKind.ASSOCIATION: _("association or other body of the third sector"),
    OrganisationKind.INSTITUTION: _("institution"),
    OrganisationKind.COOPERATIVE_A: _("cooperative for services to people (type A)"),
    OrganisationKind.COOPERATIVE_B: _("cooperative that gives work (type B)"),
    OrganisationKind.INFORMAL_GROUP: _("informal group"),
    OrganisationKind.CONSORTIUM: _("consortium"),
}
SECTION_NAMES = {
    RuntsSection.VOLUNTEERING: _("volunteering organisations"),
    RuntsSection.SOCIAL_PROMOTION: _("associations of social promotion"),
    RuntsSection.PHILANTHROPIC: _("philanthropic bodies"),
    RuntsSection.SOCIAL_ENTERPRISE: _("social enterprises"),
    RuntsSection.NETWORK: _("networks of associations"),
    RuntsSection.MUTUAL_AID: _("mutual aid societies"),
    RuntsSection.OTHER: _("other bodies of the third sector"),
}
ROLE_NAMES = {
    MembershipRole.REPRESENTATIVE: _("representative: speaks for it and chooses the members"),
    MembershipRole.EDITOR: _("editor: writes and takes part in its name"),
    MembershipRole.MEMBER: _("member: belongs to it, does not speak for it"),
}
# A consortium is made with the installation, not asked for.
_ASKED_FOR = [kind for kind in OrganisationKind if kind is not OrganisationKind.CONSORTIUM]
_WHOLE_ADDRESS = _("Write a whole address, such as name@example.com.")


class DescriptionForm(FlaskForm):
    """What everybody reads of a body."""

    description = TextAreaField(
        _("What it does"),
        description=_("Two or three sentences. Everybody reads them on its page."),
        validators=[
            InputRequired(_("Say in two sentences what it does.")),
            Length(max=2000, message=_("Use at most 2000 characters.")),
        ],
    )
    contact_email = EmailField(
        _("E-mail address to reach it"),
        description=_("Everybody sees it on its page."),
        validators=[Optional(), Length(max=320, message=_WHOLE_ADDRESS), Email(_WHOLE_ADDRESS)],
    )
    phone = TelField(
        _("Telephone"),
        validators=[Optional(), Length(max=40, message=_("Use at most 40 characters."))],
    )


class OrganisationForm(DescriptionForm):
    """A body that wants to take part."""

    kind = RadioField(
        _("What it is"),
        choices=[SelectChoice(kind.value, KIND_NAMES[kind]) for kind in _ASKED_FOR],
        validators=[InputRequired(_("Choose what it is."))],
    )
    name = StringField(
        _("Name"),
        validators=[
            InputRequired(_("Write its name.")),
            Length(max=160, message=_("Use at most 160 characters.")),
        ],
        render_kw={"autocomplete": "organization"},
    )
    fiscal_code = StringField(
        _("Fiscal code or VAT number"),
        description=_("Eleven figures. An informal group has none: leave it empty."),
        validators=[Optional(), Length(max=20, message=_("It has eleven figures."))],
        render_kw={"autocomplete": "off", "inputmode": "numeric"},
    )
    runts_section = SelectField(
        _("Section of the register of the third sector (RUNTS)"),
        choices=[
            SelectChoice("", _("in no section")),
            *(SelectChoice(section.value, SECTION_NAMES[section]) for section in RuntsSection),
        ],
    )
    comune = SelectField(_("Where it has its seat"))


class ProfileForm(DescriptionForm):
    """What a body says of itself, changed; `version` is the one that was read."""

    version = HiddenField(validators=[Regexp(r"^[0-9]{1,9}$")])
    skills = TextAreaField(
        _("What it can do"),
        description=_("One skill on each line, such as: transport of people with a wheelchair."),
        validators=[Optional(), Length(max=2000, message=_("Use at most 2000 characters."))],
    )
    website = URLField(
        _("Website"),
        description=_("The whole address, beginning with https."),
        validators=[
            Optional(),
            Length(max=300, message=_("Use at most 300 characters.")),
            Regexp(r"^https?://[^\s<>\"']+$", message=_("Write it whole, beginning with https.")),
        ],
    )


class JoiningForm(FlaskForm):
    """Asking to belong to a body."""

    message = TextAreaField(
        _("Who you are for it"),
        description=_("A sentence for its representatives alone: they see your name too."),
        validators=[Optional(), Length(max=500, message=_("Use at most 500 characters."))],
    )


class RefusalForm(FlaskForm):
    """Why a body is not accepted."""

    reason = TextAreaField(
        _("Why, and what to do next"),
        description=_("Who asked reads it in a mail and on the page."),
        validators=[
            InputRequired(_("Say why.")),
            Length(max=2000, message=_("Use at most 2000 characters.")),
        ],
    )


class MemberForm(FlaskForm):
    """What a member may do, and until when."""

    role = RadioField(
        _("Role"),
        choices=[SelectChoice(role.value, ROLE_NAMES[role]) for role in MembershipRole],
        default=MembershipRole.EDITOR.value,
        validators=[InputRequired(_("Choose the role."))],
    )
    valid_to = DateField(
        _("Until"),
        description=_("The day on which the mandate ends; empty if it has no end."),
        validators=[Optional()],
    )


class InvitationForm(MemberForm):
    """Somebody to invite."""

    email = EmailField(
        _("E-mail address"),
        description=_("The one with which they are registered here."),
        validators=[
            InputRequired(_("Write the address.")),
            Length(max=320, message=_WHOLE_ADDRESS),
            Email(_WHOLE_ADDRESS),
        ],
    )
