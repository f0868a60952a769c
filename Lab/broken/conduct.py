"""Servers that say the right thing at the wrong pace, too much of it, or leave in the middle."""
import socket
import time

import tls
from session import Session


class Late(Session):
    def say(self, reply):
        time.sleep(0.5)
        super().say(reply)


class Drips(Session):
    def send(self, data):
        for byte in data:
            super().send(bytes([byte]))
            time.sleep(0.002)


def discards_all(session):
    """Reads on, answers nothing."""
    while session.read():
        pass


class Stalls(Session):
    def answer(self, verb, argument):
        return True


class NeverSpeaks(Session):
    def run(self):
        discards_all(self)


class ClosesAtOnce(Session):
    def run(self):
        self.socket.close()


class ResetsAtOnce(Session):
    def run(self):
        self.reset()


class ClearOnImplicit(Session):
    def start_tls(self):
        if not self.implicit:
            super().start_tls()
        self.implicit = False       # the first call is for the port, the next ones for AUTH


class FloodsFeatures(Session):
    features = [f"EXTENSION-{number}" for number in range(100_000)]


def at_auth(do):
    class AtAuth(Session):
        def answer(self, verb, argument):
            return do(self) if verb == "AUTH" else super().answer(verb, argument)
    return AtAuth


def in_handshake(do):
    class InHandshake(Session):
        def handshake(self):
            do(self)
            raise ConnectionAbortedError
    return InHandshake


def after_hello(data, then=None):
    """Once the ClientHello is in, sends these bytes."""
    def do(session):
        session.read()
        session.send(data)
        if then:
            then(session)
    return do


def refusing(extension, do, **more):
    """Breaks off where the ClientHello has these bytes of an extension."""
    class Refusing(Session):
        def handshake(self):
            if extension in self.socket.recv(65536, socket.MSG_PEEK):
                do(self)
                raise ConnectionAbortedError
            super().handshake()
    return type("Refusing", (Refusing,), more)


ALPN = b"\x00\x10\x00\x06\x00\x04\x03ftp"
TLS_1_3 = b"\x03\x04\x03\x03"     # among the supported versions


def server_hello(version, suite):
    """As an old server chooses: whatever it was offered."""
    body = version + bytes(32) + b"\x00" + suite + b"\x00"
    message = b"\x02" + len(body).to_bytes(3, "big") + body
    return b"\x16" + version + len(message).to_bytes(2, "big") + message


class ClosesInsideTLS(Session):
    def start_tls(self):
        super().start_tls()
        raise ConnectionAbortedError


class AsksCertificate(Session):
    tls = tls.only(tls.TLSVersion.TLSv1_2, asks_certificate=True)


class AsksCertificateLate(Session):
    # In TLS 1.3 a client's handshake is over before it is told that it was refused.
    tls = tls.only(tls.TLSVersion.TLSv1_3, asks_certificate=True)


class DumbAfterUser(Session):
    user = "530 Encryption is required."

    def answer(self, verb, argument):
        return self.user_seen and not self.private or super().answer(verb, argument)


def first_time(do):
    """The first connection of a scan goes wrong, and the further ones do not."""
    class FirstTime(Session):
        def greet(self):
            if self.seconds_since_last > 8:
                do()
            super().greet()
    return FirstTime


def hang_up():
    raise ConnectionAbortedError


services = {
    "late": Late, "drips": Drips, "stalls": Stalls,
    "never-speaks": NeverSpeaks, "never-speaks-implicit": NeverSpeaks,
    "closes-at-once": ClosesAtOnce, "resets-at-once": ResetsAtOnce,
    "clear-on-implicit": ClearOnImplicit,
    "feat-100000-lines": FloodsFeatures,

    "auth-reset": at_auth(Session.reset),
    "auth-closes": at_auth(lambda session: False),
    "auth-silence": at_auth(lambda session: True),

    "handshake-closes": in_handshake(lambda session: None),
    "handshake-resets": in_handshake(after_hello(b"", then=Session.reset)),
    "handshake-resets-implicit": in_handshake(after_hello(b"", then=Session.reset)),
    "handshake-garbage": in_handshake(after_hello(b"500 What is this?\r\n")),
    "handshake-alert": in_handshake(after_hello(b"\x15\x03\x03\x00\x02\x02\x28")),     # fatal, handshake_failure
    "handshake-ssl3": in_handshake(after_hello(server_hello(b"\x03\x00", b"\x00\x0a"))),
    # fatal, no_application_protocol
    "handshake-refuses-alpn": refusing(ALPN, after_hello(b"\x15\x03\x03\x00\x02\x02\x78")),
    "handshake-closes-for-alpn": refusing(ALPN, Session.read),
    "handshake-resets-for-1.3": refusing(
        TLS_1_3, after_hello(b"", then=Session.reset), tls=tls.only(tls.TLSVersion.TLSv1_2)),
    # fatal, unrecognized_name
    "wants-server-name": in_handshake(after_hello(b"\x15\x03\x03\x00\x02\x02\x70")),
    "handshake-silence": in_handshake(discards_all),
    "client-certificate": AsksCertificate,
    "asks-certificate-late": AsksCertificateLate, "asks-certificate-implicit": AsksCertificateLate,
    "user-then-silence": DumbAfterUser,
    "late-at-first": first_time(lambda: time.sleep(5)),
    "closes-at-first": first_time(hang_up),
    "tls-then-closes": ClosesInsideTLS,
}
