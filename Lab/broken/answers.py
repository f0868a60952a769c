"""Servers that differ by what they answer: who takes USER in clear, AUTH, FEAT, PROT."""
import socket

from session import FEATURES, Session

NO_TLS = {"features": ["UTF8"], "mechanisms": (), "unknown_mechanism": "502 Command not implemented."}


class AuthRefusedAfterUser(Session):
    def authenticate(self, mechanism):
        return "503 USER was first." if self.user_seen else super().authenticate(mechanism)


class AuthRefusedBeforeUser(Session):
    def authenticate(self, mechanism):
        return super().authenticate(mechanism) if self.user_seen else "503 USER comes first."


class KeepsPlaintext(Session):
    """Answers inside TLS what came in clear behind AUTH (CVE-2011-0411 and its kin)."""
    def start_tls(self):
        before = self.unread
        super().start_tls()
        self.unread = before


class PlaintextBehind234(Session):
    """What an attacker in between would do: a reply in clear, in the segment of the 234."""
    accepted = Session.accepted + "\r\n220 Injected by somebody on the way."


class LiesAboutProt(Session):
    """Says 200 to PROT P, and sends its data in clear. Lets everybody in, so that a client can see it."""
    listener = None

    def reply(self, verb, argument):
        match verb:
            case "PASS":
                return "230 Come in."
            case "TYPE" | "CWD":
                return "200 As you like."
            case "PWD":
                return '257 "/" is where you are.'
            case "EPSV":
                self.listener = socket.create_server((self.socket.getsockname()[0], 0))
                return f"229 Extended passive mode (|||{self.listener.getsockname()[1]}|)"
            case "LIST" | "NLST" if self.listener:
                self.say("150 Here it comes.")
                data, _ = self.listener.accept()
                data.sendall(b"-rw-r--r-- 1 lab lab 6 Jan  1 00:00 secret.txt\r\n")
                data.close()
                return "226 That was all."
        return super().reply(verb, argument)


class UserIsNotAnswered(Session):
    def answer(self, verb, argument):
        return verb == "USER" and not self.private or super().answer(verb, argument)


class SystTwice(Session):
    """Answers SYST again when USER has been asked already."""
    user = "530 Encryption is required."

    def answer(self, verb, argument):
        if verb == "USER" and not self.private:
            self.say("215 UNIX Type: L8")
        return super().answer(verb, argument)


def saying(base=Session, **answers):
    return type(base.__name__, (base,), answers)


services = {
    # In FileZilla Server's, IIS's and SFTPGo's words.
    "user-503-filezilla": saying(user="503 Use AUTH first."),
    "user-530-filezilla": saying(user="530 TLS required"),
    "user-534-iis": saying(user="534 Policy requires SSL."),
    "user-421-sftpgo": saying(user="421 TLS is required"),
    "user-530-closes": saying(user="530 Encryption is required.", closes_after={"QUIT", "USER 530"}),
    "user-421-bare": saying(user="421", closes_after={"QUIT", "USER 421"}),
    "user-421-no-tls": saying(user="421", closes_after={"QUIT", "USER 421"}, **NO_TLS),
    "user-230": saying(user="230 Come in."),
    "user-332": saying(user="332 Account, please."),
    "user-530-no-tls": saying(user="530 This name is not welcome.", **NO_TLS),
    "user-silence": UserIsNotAnswered,
    "user-202": saying(user="202 Superfluous at this site."),
    "syst-twice": SystTwice,

    "auth-334-gssapi": saying(features=["AUTH GSSAPI"], mechanisms=("TLS", "SSL", "GSSAPI"),
                              accepted="334 Using authentication type GSSAPI."),
    "auth-gssapi-only": saying(features=["AUTH GSSAPI"], mechanisms=("GSSAPI",), accepted="334 Send ADAT."),
    "auth-530": saying(features=["UTF8"], mechanisms=(), unknown_mechanism="530 Please login with USER and PASS."),
    "auth-421": saying(mechanisms=(), unknown_mechanism="421 Too many connections.", closes_after={"QUIT", "AUTH 421"}),
    "auth-listed-431": saying(mechanisms=(), unknown_mechanism="431 No certificate at hand."),
    "auth-listed-534": saying(mechanisms=(), unknown_mechanism="534 Local policy denies TLS."),
    "auth-ssl-only": saying(features=["AUTH SSL", "PBSZ", "PROT"], mechanisms=("SSL",)),
    "auth-unlisted": saying(features=["UTF8"], features_inside=["UTF8", "PBSZ", "PROT"]),
    "auth-503-after-user": AuthRefusedAfterUser,
    "auth-503-before-user": AuthRefusedBeforeUser,
    "keeps-plaintext": KeepsPlaintext,
    "plaintext-behind-234": PlaintextBehind234,

    "feat-500": saying(features=None),
    "feat-closes": saying(features=None, closes_after={"QUIT", "FEAT"}),
    "feat-differs": saying(features=["AUTH TLS", "UTF8"], features_inside=["MLST type*;size*;", *FEATURES[1:]]),
    "prot-lies": LiesAboutProt,
    "prot-502": saying(features=["AUTH TLS", "UTF8"], pbsz="502 Command not implemented.",
                       prot=dict.fromkeys("PC", "502 Command not implemented.")),
    "prot-530-before-login": saying(pbsz="530 Please login with USER and PASS.",
                                    prot=dict.fromkeys("PC", "530 Please login with USER and PASS.")),
    "prot-534-clear": saying(prot={"P": Session.prot["P"], "C": "534 Policy requires private data."}),
}
