"""A passkey in software: makes itself and answers as a browser hands it on (WebAuthn level 2)."""

import hashlib
import json
import secrets
import struct
from base64 import urlsafe_b64encode
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

PRESENT, WITH_KEY = 0x01, 0x40


class Authenticator:
    """One passkey. It counts each use, unless ``count`` is None: then it always says 0."""

    def __init__(self, origin: str = "http://localhost", count: int | None = 0) -> None:
        self.origin, self.count = origin, count
        self.id = secrets.token_bytes(32)
        self._key = ec.generate_private_key(ec.SECP256R1())

    def make(self, options: str) -> str:
        """What a browser sends of a passkey that was made as the options ask."""
        asked = json.loads(options)
        point = self._key.public_key().public_numbers()
        public = {1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32), -3: point.y.to_bytes(32)}
        key = bytes(16) + struct.pack(">H", len(self.id)) + self.id + cbor2.dumps(public)
        data = self._data(asked["rp"]["id"], PRESENT | WITH_KEY) + key
        made = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        client = self._client("webauthn.create", asked)
        return self._sent(clientDataJSON=client, attestationObject=made, transports=["usb"])

    def answer(self, options: str) -> str:
        """What a browser sends when the passkey answers."""
        asked = json.loads(options)
        if self.count is not None:
            self.count += 1
        data, client = self._data(asked["rpId"], PRESENT), self._client("webauthn.get", asked)
        signed = self._key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        return self._sent(clientDataJSON=client, authenticatorData=data, signature=signed)

    def _data(self, party: str, flags: int) -> bytes:
        return hashlib.sha256(party.encode()).digest() + struct.pack(">BI", flags, self.count or 0)

    def _client(self, kind: str, asked: dict[str, Any]) -> bytes:
        told = {"type": kind, "challenge": asked["challenge"], "origin": self.origin}
        return json.dumps(told).encode()

    def _sent(self, **response: Any) -> str:
        parts = {
            name: _text(part) if isinstance(part, bytes) else part
            for name, part in response.items()
        }
        own = {"id": _text(self.id), "rawId": _text(self.id), "type": "public-key"}
        return json.dumps(own | {"response": parts})


def _text(part: bytes) -> str:
    return urlsafe_b64encode(part).decode().rstrip("=")
