# The classification of `ftpscope logs` for IIS's default columns, as one would write it in awk:
#   mawk -v session=1 -f classify.awk u_ex.log
# Prints what its table is made of: the totals, the same per server and per day, who would have been
# locked out and with whom they were seen, and who was turned away for want of TLS. With
# `-v verdicts=1` it prints the totals alone, and per client and user how many sessions and clear
# logins.

function finish(k,    v, user) {
  v = tls[k] ? "explicit" : port[k] == 990 ? (used[k] ? "implicit" : "none") \
    : missed[k] ? "unknown" : !used[k] || asked[k] && !inclear[k] ? "none" : "clear"
  total[v]++
  sessions++
  if (doubt[k] || v == "unknown" || missed[k] && v == "clear") uncertain++
  if (clearlogin[k]) { clearlogins++; clientclear[ip[k]]++; userclear[name[k]]++ }
  else if (login[k] && safe[k]) protectedlogins++
  user = name[k] != "" ? name[k] : want[k]
  clientcount[ip[k]]++
  usercount[user]++
  tclear += nclear[k]; tprivate += nprivate[k]
  if (!verdicts) answer(k, v, user)
  delete tls[k]; delete port[k]; delete used[k]; delete asked[k]; delete inclear[k]
  delete missed[k]; delete doubt[k]; delete clearlogin[k]; delete login[k]; delete safe[k]
  delete ip[k]; delete name[k]; delete want[k]; delete nclear[k]; delete nprivate[k]
  delete level[k]; delete negotiating[k]; delete protected_[k]; delete known[k]
  delete began[k]; delete server[k]
}

# What a session adds to the answers beside the totals.
function answer(k, v, user,    s, day) {
  s = server[k] "," port[k]
  count["server," s, "sessions"]++
  count["server," s, v]++
  count["server," s, "clear_logins"] += clearlogin[k]
  count["server," s, "clear_transfers"] += nclear[k]
  day = "day," substr(began[k], 1, 10)
  count[day, "sessions"]++
  count[day, v]++
  count[day, "clear_logins"] += clearlogin[k]
  count[day, "clear_transfers"] += nclear[k]
  clients_of[user, ip[k]]++
  if (clearlogin[k] || nclear[k]) {
    lockedout++
    if (!clearlogin[k]) { userfiles[user]++; clientfiles[ip[k]]++ }
    if (began[k] > userlast[user]) userlast[user] = began[k]
    if (began[k] > clientlast[ip[k]]) clientlast[ip[k]] = began[k]
    lockedout_with[user, ip[k]] = 1
  } else if (login[k]) { usertls[user]++; clienttls[ip[k]]++ }
}

function open_session(k, p) {
  known[k] = 1; port[k] = p; ip[k] = $3; began[k] = $1 " " $2; server[k] = $5
  if (p == 990) { protected_[k] = 1; level[k] = "P" }
}

# Which of the sessions that are open under one address a line belongs to.
function attribute(    c, n, i, k, m, chosen, found) {
  n = split(chain[$3], c, " ")
  m = 0
  for (i = 1; i <= n; i++) if (port[c[i]] == $6) found[++m] = c[i]
  if (m == 0) return ""
  if (m > 1) {
    n = 0
    if ($4 != "-") {
      for (i = 1; i <= m; i++) if (name[found[i]] == $4) c[++n] = found[i]
      if (n == 0) for (i = 1; i <= m; i++)
        if (name[found[i]] == "" && "PRESS\\" want[found[i]] == $4) c[++n] = found[i]
    } else for (i = 1; i <= m; i++) if (name[found[i]] == "") c[++n] = found[i]
    if (n > 0) { for (i = 1; i <= n; i++) found[i] = c[i]; m = n }
  }
  if (m == 1) return found[1]
  for (i = 1; i <= m; i++) {
    k = found[i]
    doubt[k] = 1
    if (chosen == "" && ($7 == "AUTH" ? !used[k] : $7 == "USER" ? want[k] == "" \
      : $7 == "PASS" ? want[k] != "" && !login[k] : $7 == "PBSZ" || $7 == "PROT" ? used[k] \
      : $7 ~ /^Control/ ? 1 : login[k])) chosen = k
  }
  return chosen == "" ? found[1] : chosen
}

function unchain(k,    at) {
  at = index(chain[$3], " " k " ")
  chain[$3] = substr(chain[$3], 1, at) substr(chain[$3], at + length(k) + 2)
  if (chain[$3] == " ") delete chain[$3]
}

/^#/ { next }
$7 == "DataChannelOpened" || $7 == "DataChannelClosed" { next }
{
  verb = $7
  if (session) k = $12
  else if (verb == "ControlChannelOpened") {
    k = "s" (++serial)
    chain[$3] = (chain[$3] == "" ? " " : chain[$3]) k " "
  } else k = attribute()
  if (verb == "ControlChannelOpened") { open_session(k, $6); next }
  if (!(k in known)) { open_session(k, $6); missed[k] = 1 }
  if ($4 != "-") name[k] = $4
  if (verb == "ControlChannelClosed") { if (!session) unchain(k); finish(k); next }
  verb = toupper(verb)
  if ($11 >= 24 && $11 <= 26) turned[$3, $4 == "-" ? $8 : $4, verb, $9]++
  if (verb == "AUTH") {
    used[k] = 1
    if ($9 == 234) { asked[k] = 1; negotiating[k] = 1; level[k] = "C" }
    next
  }
  used[k] = 1
  if (negotiating[k]) { negotiating[k] = 0; tls[k] = 1; protected_[k] = 1 }
  if (verb == "PROT") { if ($9 == 200) level[k] = $8 }
  else if (verb == "USER") { want[k] = $8; if (!protected_[k] && $9 < 500) inclear[k] = 1 }
  else if (verb == "PASS") {
    if (protected_[k]) safe[k] = 1; else inclear[k] = 1
    if ($9 == 230) { login[k] = 1; if (!protected_[k]) clearlogin[k] = 1 }
  }
  else if ((verb == "RETR" || verb == "STOR" || verb == "LIST" || verb == "NLST" \
    || verb == "APPE" || verb == "STOU" || verb == "MLSD") && ($9 == 226 || $9 == 250 || $9 == 426)) {
    if (level[k] == "P") nprivate[k]++; else nclear[k]++
  }
}
END {
  for (k in known) finish(k)
  printf "sessions %d clear %d explicit %d implicit %d none %d unknown %d uncertain %d ", sessions,
    total["clear"], total["explicit"], total["implicit"], total["none"], total["unknown"], uncertain
  printf "clear_logins %d protected_logins %d transfers_clear %d transfers_private %d\n",
    clearlogins, protectedlogins, tclear, tprivate
  if (verdicts) {
    for (c in clientcount) print "client", c, clientcount[c], clientclear[c] + 0 > "/dev/stderr"
    for (u in usercount) print "user", u, usercount[u], userclear[u] + 0 > "/dev/stderr"
    exit
  }
  for (u in userlast) {
    lockedusers++
    print "user", u, usercount[u], userclear[u] + 0, userfiles[u] + 0, usertls[u] + 0, \
      userlast[u] > "/dev/stderr"
  }
  for (c in clientlast) {
    lockedclients++
    print "client", c, clientcount[c], clientclear[c] + 0, clientfiles[c] + 0, clienttls[c] + 0, \
      clientlast[c] > "/dev/stderr"
  }
  for (p in lockedout_with) {
    split(p, part, SUBSEP)
    print "with", part[1], part[2] > "/dev/stderr"
  }
  for (p in turned) {
    split(p, part, SUBSEP)
    turnedaway += turned[p]
    print "turned-away", part[1], part[2], part[3], part[4], turned[p] > "/dev/stderr"
  }
  for (p in count) {
    split(p, part, SUBSEP)
    print part[1], part[2], count[p] > "/dev/stderr"
  }
  printf "locked_out_users %d locked_out_clients %d locked_out_sessions %d turned_away %d\n",
    lockedusers, lockedclients, lockedout, turnedaway
}
