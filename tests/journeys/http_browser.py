"""A browser without a window, for many people at once: cookies, forms and their tokens."""

import http.cookiejar
import re
import urllib.error
import urllib.parse
import urllib.request
from html import unescape

from auriga_web.accounts.rules import DEMO_PASSWORD

_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"|value="([^"]+)"[^>]*name="csrf_token"')


class _Stay(urllib.request.HTTPRedirectHandler):
    """What a POST is answered with is looked at, not followed."""

    def redirect_request(self, *_: object) -> None:
        return None


class HttpBrowser:
    """Somebody signed in who sends forms."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._jar = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(self._jar), _Stay()
        )
        self.token = ""

    def get(self, address: str) -> tuple[int, str]:
        """Return the status and the page, and keep the token of its forms."""
        status, page = self._ask(urllib.request.Request(self._url + address))
        found = _TOKEN.search(page)
        if found:
            self.token = unescape(found.group(1) or found.group(2))
        return status, page

    def post(self, address: str, **fields: str) -> int:
        """Send a form with the token of the last page, and return the status."""
        data = urllib.parse.urlencode({"csrf_token": self.token, **fields}).encode()
        status, _page = self._ask(urllib.request.Request(self._url + address, data=data))
        return status

    def sign_in(self, email: str, password: str = DEMO_PASSWORD) -> None:
        """Sign in somebody who has no second step."""
        self.get("/accedi")
        status = self.post("/accedi", email=email, password=password)
        assert status in {302, 303}, f"{email} could not sign in: {status}"

    def _ask(self, request: urllib.request.Request) -> tuple[int, str]:
        try:
            with self._opener.open(request, timeout=30) as answer:
                return answer.status, answer.read().decode(errors="replace")
        except urllib.error.HTTPError as refusal:
            with refusal:
                return refusal.code, refusal.read().decode(errors="replace")
