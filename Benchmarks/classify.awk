# The classification of `ftpscope logs` for IIS's default columns, as one would write it in awk:
#   mawk -v session=1 -f classify.awk u_ex.log
# Prints the totals, and per client and user how many sessions and clear logins.

function finish(k,    v) {
  v = tls[k] ? "explicit" : port[k] == 990 ? (used[k] ? "implicit" : "none") \
    : missed[k] ? "unknown" : !used[k] || asked[k] && !inclear[k] ? "none" : "clear"
  total[v]++
  sessions++
  if (doubt[k] || v == "unknown" || missed[k] && v == "clear") uncertain++
  if (clearlogin[k]) { clearlogins++; clientclear[ip[k]]++; userclear[name[k]]++ }
  else if (login[k] && safe[k]) protectedlogins++
  clientcount[ip[k]]++
  usercount[name[k] != "" ? name[k] : want[k]]++
  tclear += nclear[k]; tprivate += nprivate[k]
  delete tls[k]; delete port[k]; delete used[k]; delete asked[k]; delete inclear[k]
  delete missed[k]; delete doubt[k]; delete clearlogin[k]; delete login[k]; delete safe[k]
  delete ip[k]; delete name[k]; delete want[k]; delete nclear[k]; delete nprivate[k]
  delete level[k]; delete negotiating[k]; delete protected_[k]; delete known[k]
}

function open_session(k, p) {
  known[k] = 1; port[k] = p; ip[k] = $3
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
  for (c in clientcount) print "client", c, clientcount[c], clientclear[c] + 0 > "/dev/stderr"
  for (u in usercount) print "user", u, usercount[u], userclear[u] + 0 > "/dev/stderr"
}
