"""A seal for the demo and for tests: a key and a certificate that nobody vouches for."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from models.later import later

x509, oid = later("cryptography.x509"), later("cryptography.x509.oid")
ec = later("cryptography.hazmat.primitives.asymmetric.ec")
hashes = later("cryptography.hazmat.primitives.hashes")
serialization = later("cryptography.hazmat.primitives.serialization")
pkcs12 = later("cryptography.hazmat.primitives.serialization.pkcs12")

BACK, HOLDS = timedelta(days=2 * 365), timedelta(days=3 * 365)
NAME = "SIM Demo-Siegel"


def make_demo_seal(file: Path) -> None:
    """Made where there is none; it holds for papers that the demo dates back, too."""
    now = datetime.now(UTC)
    make_seal(file, now - BACK, now + HOLDS)


def make_seal(
    file: Path, valid_from: datetime, valid_until: datetime, passphrase: bytes | None = None
) -> None:
    """EC P-256 with a certificate of its own, as PKCS#12 that only the owner reads."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(oid.NameOID.COMMON_NAME, NAME)])
    usage = dict.fromkeys(
        (
            "key_encipherment",
            "data_encipherment",
            "key_agreement",
            "key_cert_sign",
            "crl_sign",
            "encipher_only",
            "decipher_only",
        ),
        False,
    )
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(valid_from)
        .not_valid_after(valid_until)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(digital_signature=True, content_commitment=True, **usage), critical=True
        )
        .sign(key, hashes.SHA256())
    )
    lock = (
        serialization.BestAvailableEncryption(passphrase)
        if passphrase
        else serialization.NoEncryption()
    )
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch(mode=0o600)
    file.write_bytes(pkcs12.serialize_key_and_certificates(b"Siegel", key, certificate, None, lock))
