"""What a server offers in the handshake: a certificate of Lab/certificates, versions, ciphers."""
import functools
import ssl
import warnings
from dataclasses import dataclass
from pathlib import Path
from ssl import TLSVersion

certificates = Path()       # set by serve


@dataclass(frozen=True)
class Offer:
    certificate: str = "good"
    lowest: TLSVersion = TLSVersion.TLSv1
    highest: TLSVersion = TLSVersion.TLSv1_3
    ciphers: str = "DEFAULT"
    dh_bits: int = 0
    curve: str = ""
    asks_certificate: bool = False
    protocols: tuple = ()       # by ALPN

    @functools.cache
    def context(self):
        warnings.simplefilter("ignore", DeprecationWarning)     # of TLS 1.0 and 1.1, which are wanted
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        # Without level 0 OpenSSL refuses to be as weak as some of these are.
        context.set_ciphers(self.ciphers + ":@SECLEVEL=0")
        context.minimum_version, context.maximum_version = self.lowest, self.highest
        context.load_cert_chain(certificates / f"{self.certificate}.pem")
        if self.dh_bits:
            context.load_dh_params(certificates / f"dh-{self.dh_bits}.pem")
        if self.curve:
            context.set_ecdh_curve(self.curve)
        if self.protocols:
            context.set_alpn_protocols(self.protocols)
        if self.asks_certificate:
            context.load_verify_locations(certificates / "root.crt")
            context.verify_mode = ssl.CERT_REQUIRED
        return context


def only(version, **more):
    return Offer(lowest=version, highest=version, **more)
