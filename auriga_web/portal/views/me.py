"""My page: what I said, what came of it, what awaits me, my bodies, my messages, my data."""

from flask import make_response, render_template
from werkzeug.wrappers import Response

from auriga_web.chain import rules as chain
from auriga_web.core.access import Access, access, current_actor
from auriga_web.core.answers import private
from auriga_web.portal import queries
from auriga_web.portal.views.blueprint import blueprint
from auriga_web.territories import queries as territories


@blueprint.get("/io")
@access(Access.MEMBER)
def me() -> Response:
    reader = current_actor()
    written = queries.list_my_needs(reader=reader)
    return private(
        make_response(
            render_template(
                "portal/me.html",
                written=written,
                to_finish=[need for need in written if need.awaits_author],
                supported=queries.list_supported_needs(reader=reader),
                initiatives=queries.list_my_initiatives(reader=reader),
                comments=queries.list_my_comments(reader=reader),
                dots_of=chain.dots,
                bodies=queries.list_my_bodies(reader=reader),
                residences=territories.list_residences(reader=reader),
            )
        )
    )
