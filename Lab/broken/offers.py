"""Servers whose TLS is old, weak, or proves the wrong thing."""
from session import Session
from tls import Offer, TLSVersion, only

offers = {
    "tls-1.0-only": only(TLSVersion.TLSv1),
    "tls-1.1-only": only(TLSVersion.TLSv1_1),
    "tls-1.2-only": only(TLSVersion.TLSv1_2),
    "tls-1.3-only": only(TLSVersion.TLSv1_3),
    "tls-anonymous": only(TLSVersion.TLSv1_2, ciphers="aNULL"),
    "tls-null-cipher": only(TLSVersion.TLSv1_2, ciphers="NULL-SHA256"),
    "tls-alpn": Offer(protocols=("http/1.1", "ftp")),
    "tls-alpn-other": Offer(protocols=("http/1.1",)),
    "tls-sect233k1": only(TLSVersion.TLSv1_2, ciphers="kECDHE+aRSA", curve="sect233k1"),
    "tls-dhe-1024": only(TLSVersion.TLSv1_2, ciphers="kDHE+aRSA", dh_bits=1024),
} | {
    f"certificate-{name}": Offer(certificate=name)
    for name in ("ecdsa", "self-signed", "expired", "not-yet-valid", "misnamed", "rsa-1024", "sha1", "chainless")
}

services = {name: type("Weak", (Session,), {"tls": offer}) for name, offer in offers.items()}
