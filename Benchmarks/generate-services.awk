# Service records of a survey, drawn to the totals of the 2020 one: 459,907 services, 84,607 of them
# named, in ten families. RECORDS makes another number, in the same proportions; SURVEY labels them.
# The same addresses have other ids with another DIGIT.
#
#   awk -v RECORDS=459907 -v SURVEY=2020 -f generate-services.awk
BEGIN {
    whole = 459907
    if (!RECORDS) RECORDS = whole
    if (DIGIT == "") DIGIT = 0
    split("IIS:38314:7.5 8.5 10.0|FileZilla Server:33147:0.9.60 0.9.41 1.2.0|Serv-U:7092:15.1.6 6.4" \
        "|ProFTPD:1697:1.3.5 1.3.6|vsFTPd:1420:3.0.3 2.3.4|Pure-FTPd:1184:|WS_FTP:1110:7.6 8.6.1" \
        "|Gene6:623:3.10.0|Bftpd:19:4.4|Twisted:1:20.3.0", rows, "|")
    for (i = 1; i in rows; i++) {
        split(rows[i], parts, ":")
        families[i] = parts[1]; until[i] = until[i - 1] + parts[2]; versions[i] = parts[3]
    }
    split("US DE CN GB FR NL JP PL BR RU IT CA ES AU SE", countries, " ")
    split("16509:AMAZON-02:Amazon 14618:AMAZON-AES:Amazon 8075:MICROSOFT-CORP:Microsoft" \
        " 15169:GOOGLE:Google 16276:OVH:OVH 24940:HETZNER:Hetzner 3320:DTAG: 4134:CHINANET:" \
        " 7922:COMCAST: 12322:PROXAD:", networks, " ")
    split("implicit explicit explicit clear", modes, " ")
    split("accepted accepted refused unknown", logins, " ")
    split("offered required none unknown", protections, " ")
    time = 1600000000
    for (n = 0; n < RECORDS; n++) {
        # A number for each record that looks drawn and is the same each time.
        drawn = (n * 48271 + 11) % 2147483647
        place = int(n * whole / RECORDS)
        family = ""
        for (i = 1; i in families; i++) if (place < until[i]) { family = families[i]; break }
        product = "null"
        if (family != "") {
            count = split(versions[i], list, " ")
            version = count ? "\"" list[drawn % count + 1] "\"" : "null"
            product = sprintf("{\"vendor\":null,\"product\":\"%s\",\"version\":%s,\"family\":\"%s\"," \
                "\"cpe23\":null,\"os\":null,\"certainty\":0.9}", family, version, family)
        }
        split(networks[drawn % 10 + 1], network, ":")
        mode = modes[drawn % 4 + 1]
        tls = "null"
        if (mode != "clear")
            tls = sprintf("{\"version\":\"TLSv1.%d\",\"cipher\":\"ECDHE-RSA-AES256-GCM-SHA384\"," \
                "\"certificate\":{\"sha256\":\"%064x\",\"subject\":\"CN=h%d\",\"self_signed\":%s," \
                "\"key_type\":\"RSA\",\"key_bits\":2048,\"signature\":\"sha256WithRSAEncryption\"," \
                "\"expired\":%s}}", drawn % 3 + 1, drawn, n, drawn % 3 ? "false" : "true",
                drawn % 5 ? "false" : "true")
        ip = sprintf("%d.%d.%d.%d", int(n / 16777216) % 200 + 11, int(n / 65536) % 256,
            int(n / 256) % 256, n % 256)
        printf "{\"record\":\"service\",\"schema\":1,\"id\":\"%s%015x%016x\",\"time\":\"%s\"," \
            "\"survey\":%s,\"ip\":\"%s\",\"port\":%d,\"hostname\":null,\"status\":\"ok\"," \
            "\"mode\":\"%s\",\"banner\":\"ready %d\",\"greeting_code\":220," \
            "\"replies\":{\"FEAT\":{\"code\":211,\"text\":\"no features\"}},\"features\":[\"UTF8\"]," \
            "\"tls\":%s,\"login_in_clear\":\"%s\",\"data_protection\":\"%s\",\"product\":%s," \
            "\"advisories\":[],\"place\":{\"country\":\"%s\",\"asn\":%d,\"network\":\"%s\"," \
            "\"cloud\":%s},\"duration_ms\":120}\n", DIGIT, drawn, n,
            strftime("%Y-%m-%dT%H:%M:%SZ", time + n % 86400, 1),
            SURVEY ? "\"" SURVEY "\"" : "null", ip, mode == "implicit" ? 990 : 21, mode, drawn, tls,
            logins[drawn % 4 + 1], protections[int(drawn / 7) % 4 + 1], product,
            countries[drawn % 15 + 1], network[1], network[2],
            network[3] ? "\"" network[3] "\"" : "null"
    }
}
