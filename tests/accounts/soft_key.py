"""A passkey made of software: answers what a browser would, for tests."""

import json
from base64 import urlsafe_b64encode
from hashlib import sha256
from secrets import token_bytes

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

_PRESENT, _VERIFIED, _NEW = 0x01, 0x04, 0x40


class SoftKey:
    """One key, on one device of one person."""

    def __init__(self, origin: str = "http://localhost", *, knows_owner: bool = True) -> None:
        self._secret = ec.generate_private_key(ec.SECP256R1())
        self._id, self._handle, self._count = token_bytes(16), None, 0
        self._origin, self._flags = origin, _PRESENT | (_VERIFIED if knows_owner else 0)

    def create(self, options: str) -> str:
        """Answer to a page that makes a key."""
        asked = json.loads(options)
        self._handle = asked["user"]["id"]
        point = self._secret.public_key().public_numbers()
        public = cbor2.dumps(
            {1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32), -3: point.y.to_bytes(32)}
        )
        about = bytes(16) + len(self._id).to_bytes(2) + self._id + public
        data = self._data(asked["rp"]["id"], _NEW) + about
        attestation = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        return self._answer(
            clientDataJSON=_text(self._client("webauthn.create", asked["challenge"])),
            attestationObject=_text(attestation),
            transports=["internal"],
        )

    def get(self, options: str) -> str:
        """Answer to a page that asks for the key."""
        asked = json.loads(options)
        self._count += 1
        data = self._data(asked["rpId"])
        client = self._client("webauthn.get", asked["challenge"])
        signature = self._secret.sign(data + sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(
            clientDataJSON=_text(client),
            authenticatorData=_text(data),
            signature=_text(signature),
            userHandle=self._handle,
        )

    def _data(self, site: str, more_flags: int = 0) -> bytes:
        flags = (self._flags | more_flags).to_bytes(1)
        return sha256(site.encode()).digest() + flags + self._count.to_bytes(4)

    def _client(self, kind: str, challenge: str) -> bytes:
        return json.dumps(
            {"type": kind, "challenge": challenge, "origin": self._origin, "crossOrigin": False}
        ).encode()

    def _answer(self, **response: object) -> str:
        name = _text(self._id)
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": response})


def _text(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()
