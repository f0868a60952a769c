"""Servers that greet oddly, hostilely, endlessly, or with a refusal."""
import time

from session import Session


def greeting(data, then=""):
    """Greets with these bytes as they are; `then="close"` hangs up after them."""
    class Greeting(Session):
        def greet(self):
            self.send(data)
            if then == "close":
                raise ConnectionAbortedError
    return Greeting


def endless(piece):
    class Endless(Session):
        def greet(self):
            while True:
                self.send(piece)
    return Endless


class FirstAwaitABit(Session):
    def greet(self):
        self.say("120 Ready in no time.")
        time.sleep(0.3)
        super().greet()


class SecondIsTooMany(Session):
    """Wants TLS before USER and hangs up on those who do not; who is back too soon is one too many."""
    user = "530 Encryption is required."
    closes_after = {"QUIT", "USER 530"}

    def greet(self):
        if self.seconds_since_last < 0.5:
            self.say("421")
            raise ConnectionAbortedError
        super().greet()


services = {
    "greeting-120": FirstAwaitABit,
    # Lines within that look like the end, and are not: another code, a code indented, a code without a space.
    "greeting-tricky-lines": greeting(b"220-Welcome\r\n230 not the end\r\n 220 nor this\r\n2200 nor that\r\n220-\r\n"
                                      b"220 The end.\r\n"),
    "greeting-two-replies": greeting(b"220 Lab\r\n220 FTP server ready.\r\n"),
    "greeting-bare": greeting(b"220\n"),
    "greeting-nul": greeting(b"220 before\0after\r\n"),
    "greeting-bad-utf8": greeting(b"220 caf\xe9 \xff\xfe \xc3\x28 \xed\xa0\x80\r\n"),
    "greeting-escapes": greeting(b"220 \x1b]0;owned\x07\x1b[2J\x1b[31m<script>alert(1)</script>\x9b1m\r\n"),
    # IAC DO TIMING-MARK and IAC WILL ECHO (RFC 854), in the middle.
    "greeting-telnet": greeting(b"\xff\xfd\x06220 Lab\xff\xfb\x01 FTP ready\r\n"),
    "greeting-421": greeting(b"421 Too many users, try again later.\r\n", then="close"),
    "greeting-550": greeting(b"550 No connections allowed from your address.\r\n", then="close"),
    "greeting-421-second": SecondIsTooMany,
    "greeting-421-inside": greeting(b"220-Welcome\r\n421 Too many users.\r\n", then="close"),
    "greeting-breaks-off": greeting(b"220 Welco", then="close"),
    "greeting-10-megabytes": greeting((b"220-" + b"x" * 94 + b"\r\n") * 100_000 + b"220 That was all.\r\n"),
    "greeting-one-long-line": greeting(b"220 " + b"x" * 10_000_000 + b"\r\n"),
    "greeting-endless": endless(b"220-And another line.\r\n"),
    "greeting-again-and-again": endless(b"220 Ready.\r\n"),
}
