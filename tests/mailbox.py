"""A real SMTP server that keeps what it is given."""

import email
import email.policy
import re
import threading
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller

from tests.ports import free_port

WAIT_SECONDS = 30


class Mailbox:
    """Every message that was delivered, whoever it was for."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        # How to answer the next messages instead of taking them.
        self.refusals: list[str] = []
        self._arrived = threading.Condition()
        self._controller = Controller(self, hostname="127.0.0.1", port=free_port())

    @property
    def port(self) -> int:
        port: int = self._controller.port
        return port

    def start(self) -> None:
        self._controller.start()

    def stop(self) -> None:
        self._controller.stop()

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        """Keep a message (aiosmtpd calls this)."""
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        if self.refusals:
            return self.refusals.pop(0)
        with self._arrived:
            self.messages.append(message)
            self._arrived.notify_all()
        return "250 OK"

    def wait_for(self, recipient: str, containing: str = "") -> EmailMessage:
        """Return the newest message for `recipient` whose subject or text has `containing`."""

        def found() -> EmailMessage | None:
            for message in reversed(self.messages):
                if recipient in str(message["To"]) and containing in whole_text(message):
                    return message
            return None

        with self._arrived:
            self._arrived.wait_for(lambda: found() is not None, timeout=WAIT_SECONDS)
            message = found()
        assert message is not None, (
            f"no mail for {recipient} with {containing!r} in {WAIT_SECONDS} s; there are: "
            f"{[(str(message['To']), str(message['Subject'])) for message in self.messages]}"
        )
        return message


def whole_text(message: EmailMessage) -> str:
    """Return the subject and the plain text."""
    body = message.get_body(("plain", "html"))
    return f"{message['Subject']}\n{body.get_content() if body else ''}"


def links_in(message: EmailMessage) -> list[str]:
    """Return the addresses a reader of the plain text can follow."""
    return re.findall(r"https?://[^\s<>\")]+", whole_text(message))
