"""An honest little FTP server with AUTH TLS, one connection at a time. What is broken is said by those
who inherit from it: in the class's answers where that is enough, in its methods otherwise."""
import socket
import struct

import tls

FEATURES = ["AUTH TLS", "PBSZ", "PROT", "UTF8"]


class Session:
    greeting = "220 Lab FTP server ready."
    features = FEATURES             # None: FEAT is not known
    features_inside = None          # where they differ once TLS is up
    user = "331 Password required."
    mechanisms = ("TLS", "TLS-C", "SSL", "TLS-P")
    accepted = "234 Proceed with the handshake."
    unknown_mechanism = "504 Mechanism not known."
    pbsz = "200 PBSZ=0"
    prot = {"P": "200 Protection level is P.", "C": "200 Protection level is C."}
    closes_after = {"QUIT"}         # verbs, or "USER 530": a verb with the code it got
    tls = tls.Offer()

    def __init__(self, connection, implicit, seconds_since_last):
        self.socket, self.implicit, self.seconds_since_last = connection, implicit, seconds_since_last
        self.unread, self.private, self.user_seen = b"", False, False

    # --- the wire

    def send(self, data):
        self.socket.sendall(data)

    def say(self, reply):
        self.send(reply.encode() + b"\r\n")

    def read(self):
        return self.socket.recv(65536)

    def line(self):
        """The next command, None at the end."""
        while b"\n" not in self.unread:
            data = self.read()
            if not data:
                return None
            self.unread += data
        line, _, self.unread = self.unread.partition(b"\n")
        return line.decode("latin-1").strip()

    def start_tls(self):
        self.unread = b""           # what came before the handshake was never private
        self.handshake()
        self.private = True

    def handshake(self):
        self.socket = self.tls.context().wrap_socket(self.socket, server_side=True)

    def reset(self):
        """Ends the connection with RST instead of FIN."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.socket.close()
        raise ConnectionResetError

    # --- the conversation

    def run(self):
        try:
            if self.implicit:
                self.start_tls()
            self.greet()
            while (line := self.line()) is not None:
                verb, _, argument = line.partition(" ")
                if not self.answer(verb.upper(), argument.upper()):
                    break
        finally:
            self.socket.close()

    def greet(self):
        self.say(self.greeting)

    def answer(self, verb, argument):
        """False ends the session."""
        reply = self.reply(verb, argument)
        self.say(reply)
        if verb == "AUTH" and reply.startswith("234"):
            self.start_tls()
        return not {verb, f"{verb} {reply[:3]}"} & set(self.closes_after)

    def reply(self, verb, argument):
        match verb:
            case "FEAT":
                return self.list_features(self.features_inside if self.private else None)
            case "SYST":
                return "215 UNIX Type: L8"
            case "USER":
                self.user_seen = True
                return Session.user if self.private else self.user
            case "AUTH":
                return self.authenticate(argument)
            case "PBSZ" | "PROT" if not self.private:
                return f"503 {verb} needs TLS first."
            case "PBSZ":
                return self.pbsz
            case "PROT":
                return self.prot.get(argument, "536 Level not supported.")
            case "NOOP":
                return "200 Still here."
            case "QUIT":
                return "221 Goodbye."
            case "PASS":
                return "530 Login incorrect."
        return "502 Command not implemented."

    def list_features(self, inside):
        features = inside or self.features
        if features is None:
            return "500 FEAT not understood."
        return "\r\n".join(["211-Features:", *(" " + each for each in features), "211 End"])

    def authenticate(self, mechanism):
        if self.private:
            return "503 TLS is up already."
        return self.accepted if mechanism in self.mechanisms else self.unknown_mechanism
