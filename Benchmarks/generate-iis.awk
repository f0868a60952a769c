# Writes an IIS 10 FTP log: mawk -v lines=1000000 -v session=1 -v seed=7 -f generate-iis.awk
#
# A day's mix of clear, explicit and implicit sessions, some with PROT C, some refused, scanners
# that say nothing; hundreds at once, their lines interleaved; one session in eight comes from one
# of a few addresses that many share. session=0 leaves x-session out.

function pick(n) { return int(rand() * n) }

function hex(n,    text) {
  text = ""
  while (n-- > 0) text = text substr("0123456789abcdef", pick(16) + 1, 1)
  return text
}

function add(s, port, user, verb, stem, code, sub2, path) {
  line[s, ++length_[s]] = client[s] " " user " 10.0.0.20 " port " " verb " " stem " " code " 0 " sub2
  full[s, length_[s]] = path
}

function data(s, user, verb, stem, code, n) {
  n = 49152 + pick(16000)
  add(s, port[s], user, "PASV", "-", 227, 0, "-")
  add(s, n, user, "DataChannelOpened", "-", "-", 0, "-")
  add(s, n, user, "DataChannelClosed", "-", "-", 0, "-")
  add(s, port[s], user, verb, stem, code, 0, "/in/" stem)
}

# Puts a new session's lines together. The kinds and their shares in percent.
function begin(s,    kind, user, who, i, n, p) {
  kind = pick(100)
  length_[s] = 0
  at[s] = 0
  id[s] = hex(8) "-" hex(4) "-4" hex(3) "-a" hex(3) "-" hex(12)
  client[s] = pick(100) < 12 ? "203.0.113." pick(6) : "10." pick(20) "." pick(32) "." pick(32)
  user = "user" pick(5000)
  who = "PRESS\\" user
  port[s] = p = kind >= 88 && kind < 97 ? 990 : 21
  add(s, p, "-", "ControlChannelOpened", "-", "-", 0, "-")
  if (kind >= 95 && kind < 97) { add(s, p, "-", "ControlChannelClosed", "-", "-", 0, "-"); return }
  if (kind < 50) {
    add(s, p, "-", "AUTH", "TLS", 234, 0, "-")
    if (kind >= 48) { add(s, p, "-", "ControlChannelClosed", "-", "-", 0, "-"); return }
    add(s, p, "-", "PBSZ", "0", 200, 0, "-")
    add(s, p, "-", "PROT", kind < 42 ? "P" : "C", 200, 0, "-")
  }
  if (kind >= 97) {
    add(s, p, "-", "USER", user, 534, 26, "-")
    add(s, p, "-", "ControlChannelClosed", "-", "-", 0, "-")
    return
  }
  add(s, p, "-", "USER", user, 331, 0, "-")
  if (kind >= 85 && kind < 88) {
    add(s, p, "-", "PASS", "***", 530, 41, "-")
    add(s, p, "-", "ControlChannelClosed", "-", "-", 0, "-")
    return
  }
  add(s, p, who, "PASS", "***", 230, 0, "/")
  add(s, p, who, "opts", "utf8+on", 200, 0, "-")
  add(s, p, who, "PWD", "-", 257, 0, "-")
  add(s, p, who, "CWD", "/in", 250, 0, "/in")
  add(s, p, who, "TYPE", "I", 200, 0, "-")
  n = 1 + pick(4)
  for (i = 0; i < n; i++) {
    if (pick(3) == 0) data(s, who, "LIST", "-", 226)
    else data(s, who, pick(2) ? "STOR" : "RETR", "order-" pick(100000) ".xml", pick(20) ? 226 : 550)
  }
  add(s, p, who, "QUIT", "-", 221, 0, "-")
  add(s, p, who, "ControlChannelClosed", "-", "-", 0, "-")
}

BEGIN {
  srand(seed)
  open_ = 300
  print "#Software: Microsoft Internet Information Services 10.0"
  print "#Version: 1.0"
  print "#Date: 2026-10-01 00:00:00"
  print "#Fields: date time c-ip cs-username s-ip s-port cs-method cs-uri-stem sc-status " \
    "sc-win32-status sc-substatus" (session ? " x-session x-fullpath" : "")
  for (s = 0; s < open_; s++) begin(s)
  written = 4
  while (written < lines) {
    second = int((written / lines) * 86400 * 3)
    day = int(second / 86400)
    rest = second % 86400
    time = sprintf("2026-10-%02d %02d:%02d:%02d ", day + 1, int(rest / 3600),
      int(rest / 60) % 60, rest % 60)
    s = pick(open_)
    at[s]++
    print time line[s, at[s]] (session ? " " id[s] " " full[s, at[s]] : "")
    written++
    if (at[s] >= length_[s]) begin(s)
  }
}
