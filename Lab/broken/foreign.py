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


def mailing(name, says):
    """Mail, by EHLO; to anything else it says the same."""
    class Mailing(Session):
        greeting = f"220 {name}"

        def reply(self, verb, argument):
            return "250 mail.lab.test" if verb == "EHLO" else says
    return Mailing


services = {
    "http": HTTP, "https-implicit": HTTP,
    "ssh": speaking(b"SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n", b"Invalid SSH identification string.\r\n"),
    "ssh-behind-lines": speaking(b"Welcome to this box.\r\nSSH-2.0-OpenSSH_9.2p1 Debian-2\r\n", b""),
    "smtp": speaking(b"220 mail.lab.test ESMTP Postfix\r\n", b"502 5.5.2 Error: command not recognized\r\n"),
    "smtp-called-ftp": mailing("ftp.lab.test ESMTP Postfix", "502 5.5.2 Error: command not recognized"),
    "smtp-530": mailing("mx.lab.test ready", "530 5.7.0 Must issue a STARTTLS command first"),
    "smtp-550": mailing("mail", "550 Access denied"),
    "smtp-250": mailing("mail", "250 Ok"),
    "smtp-implicit": mailing("ftp.lab.test ESMTP Postfix", "502 5.5.2 Error: command not recognized"),
    # IAC DO TERMINAL-TYPE, DO NAWS, WILL ECHO.
    "telnet": speaking(b"\xff\xfd\x18\xff\xfd\x1f\xff\xfb\x01\r\nlab login: ", b"\r\nPassword: "),
    "pop3": speaking(b"+OK Lab POP3 ready.\r\n", b"-ERR Unknown command.\r\n"),
    "imap": speaking(b"* OK [CAPABILITY IMAP4rev1] Lab IMAP ready.\r\n", b"* BAD Unknown command.\r\n"),
}
