"""What else may listen on a port that was taken for FTP's."""
from session import Session


def speaking(greeting, answer):
    """Says `greeting`, then `answer` to every line (or to whatever else comes)."""
    class Foreign(Session):
        def run(self):
            try:
                if self.implicit:
                    self.start_tls()
                self.send(greeting)
                while self.read():
                    self.send(answer)
            finally:
                self.socket.close()
    return Foreign


class HTTP(Session):
    def run(self):
        try:
            if self.implicit:
                self.start_tls()
            self.read()
            self.send(b"HTTP/1.1 400 Bad Request\r\nServer: lab\r\nContent-Type: text/html\r\n"
                      b"Content-Length: 21\r\nConnection: close\r\n\r\n<h1>Bad Request</h1>\n")
        finally:
            self.socket.close()


services = {
    "http": HTTP, "https-implicit": HTTP,
    "ssh": speaking(b"SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n", b"Invalid SSH identification string.\r\n"),
    "smtp": speaking(b"220 mail.lab.test ESMTP Postfix\r\n", b"502 5.5.2 Error: command not recognized\r\n"),
    # IAC DO TERMINAL-TYPE, DO NAWS, WILL ECHO.
    "telnet": speaking(b"\xff\xfd\x18\xff\xfd\x1f\xff\xfb\x01\r\nlab login: ", b"\r\nPassword: "),
    "pop3": speaking(b"+OK Lab POP3 ready.\r\n", b"-ERR Unknown command.\r\n"),
    "imap": speaking(b"* OK [CAPABILITY IMAP4rev1] Lab IMAP ready.\r\n", b"* BAD Unknown command.\r\n"),
}
