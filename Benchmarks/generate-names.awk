# Forward DNS as JSON Lines, N of them: one name in 125 is an FTP server's.
BEGIN {
  srand(7)
  others = split("www mail api cdn static blog shop dev test vpn ns1 smtp imap autodiscover m", other, " ")
  ours = split("ftp ftps sftp ftp2 ftp-eu ftp1", our, " ")
  tops = split("com net org de co.uk com.br jp fr nl io", top, " ")
  types = split("a aaaa cname txt mx ns", type, " ")
  for (i = 0; i < N; i++) {
    domain = sprintf("%c%c%s%d", 97 + int(rand() * 26), 97 + int(rand() * 26), substr("solutionstradehotelgroupmediashoponline", 1 + int(rand() * 20), 4 + int(rand() * 12)), int(rand() * 100000))
    label = rand() < 0.008 ? our[1 + int(rand() * ours)] : other[1 + int(rand() * others)]
    kind = type[1 + int(rand() * types)]
    if (kind == "a") value = int(rand() * 223) + 1 "." int(rand() * 255) "." int(rand() * 255) "." int(rand() * 255)
    else if (kind == "txt") value = "v=spf1 include:_spf.example.com ~all; https://example.com/verify?x=" int(rand() * 1e9)
    else value = "host" int(rand() * 1e6) ".example.net"
    printf "{\"timestamp\":\"%d\",\"name\":\"%s.%s.%s\",\"type\":\"%s\",\"value\":\"%s\"}\n", 1600000000 + int(rand() * 86400), label, domain, top[1 + int(rand() * tops)], kind, value
  }
}
