"""Themes: their list, the page of one, and reading a need in one."""

from flask import render_template
from werkzeug.wrappers import Response

from auriga_web.chain import queries as chain
from auriga_web.chain.rules import dots
from auriga_web.core import clock
from auriga_web.core.access import Access, access, current_actor
from auriga_web.core.language import gettext as _
from auriga_web.needs import operations, queries, rules
from auriga_web.needs.forms import ThemeForm
from auriga_web.needs.views.routes import blueprint, themes
from auriga_web.needs.views.showing import done


@themes.get("")
@access(Access.VISITOR)
def index() -> str:
    return render_template("needs/themes.html", themes=queries.list_themes())


@themes.get("/<int:theme_id>")
@access(Access.VISITOR)
def show_theme(theme_id: int) -> str:
    theme = queries.get_theme(theme_id)
    origins = chain.list_origins("theme", theme_id, origin_kind="need")
    return render_template(
        "needs/theme.html",
        theme=theme,
        rows=queries.list_needs_by_ids([int(need_id) for need_id in origins]),
        stops=chain.thread_of("theme", theme_id),
        dots=dots,
        fewest=rules.FEWEST_SHOWN,
    )


@blueprint.get("/<int:need_id>/tema")
@access(Access.FACILITATOR)
def theme(need_id: int) -> str:
    need = queries.get_need(need_id, reader=current_actor())
    return render_template("needs/gather.html", need=need, form=_form())


@blueprint.post("/<int:need_id>/tema")
@access(Access.FACILITATOR)
def gather(need_id: int) -> Response | tuple[str, int]:
    actor, now = current_actor(), clock.now()
    need = queries.get_need(need_id, reader=actor)
    form = _form()
    if not form.validate_on_submit():
        return render_template("needs/gather.html", need=need, form=form), 422
    try:
        if form.theme_id.data:
            chosen = queries.get_theme(form.theme_id.data)
            operations.gather_into_theme(need, chosen, actor=actor, now=now)
        else:
            operations.start_theme(
                title=form.title.data or "",
                synthesis=form.synthesis.data or "",
                needs=[need],
                actor=actor,
                now=now,
            )
    except rules.ReasonMissing as problem:
        form.title.errors = [str(problem)]
        return render_template("needs/gather.html", need=need, form=form), 422
    return done(need, _("It is read in that theme: the page says so."))


def _form() -> ThemeForm:
    form = ThemeForm()
    form.theme_id.choices = [
        (0, _("a new one")),
        *[(theme.id, theme.title) for theme in queries.list_themes()],
    ]
    return form
