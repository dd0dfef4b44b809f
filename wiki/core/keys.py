"""The installation's keys: one secret file in the data folder, everything else derived from it."""

import base64
import hashlib
import hmac
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken

from wiki.config import ConfigurationError

FILE = "secret.key"


@dataclass(frozen=True)
class Keys:
    """Keys derived from the installation's secret, one a purpose."""

    secret: bytes

    def derive(self, purpose: str) -> bytes:
        """32 bytes for `purpose` (HMAC-SHA-256 of the purpose under the secret)."""
        return hmac.new(self.secret, purpose.encode(), hashlib.sha256).digest()

    @property
    def session(self) -> bytes:
        """Signs sessions."""
        return self.derive("session")

    @property
    def audit(self) -> bytes:
        """Seals the audit chain."""
        return self.derive("audit")

    def encrypt(self, text: str) -> bytes:
        """`text` for storing (second factors)."""
        return self._fernet().encrypt(text.encode())

    def decrypt(self, stored: bytes) -> str:
        """What `encrypt` was given; ConfigurationError when the key is another one."""
        try:
            return self._fernet().decrypt(stored).decode()
        except InvalidToken as error:
            raise ConfigurationError(f"{FILE} is not the key this database was written with") from error

    def pseudonymise(self, text: str) -> str:
        """A stable stand-in for `text` that cannot be turned back without the key."""
        return hmac.new(self.derive("pseudonym"), text.encode(), hashlib.sha256).hexdigest()[:40]

    def _fernet(self) -> Fernet:
        return Fernet(base64.urlsafe_b64encode(self.derive("encryption")))


def load_keys(folder: Path) -> Keys:
    """Read the secret, making it on first use; two processes starting at once end with the same one."""
    file = folder / FILE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not file.exists():
            _create(file)
        secret = base64.b64decode(file.read_text("ascii").strip())
    except (OSError, ValueError) as error:
        raise ConfigurationError(f"{file}: {error}. The data folder must be readable and writable.") from error
    if len(secret) < 32:
        raise ConfigurationError(f"{file}: damaged; restore it from a backup")
    return Keys(secret)


def _create(file: Path) -> None:
    temporary = file.with_suffix(f".{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        out.write(base64.b64encode(secrets.token_bytes(48)) + b"\n")
        out.flush()
        os.fsync(out.fileno())
    try:
        os.link(temporary, file)
    except FileExistsError:
        pass
    finally:
        temporary.unlink()
