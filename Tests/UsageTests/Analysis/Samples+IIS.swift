extension Samples {
  static let iis = [
    Sample(
      "iis/iis-noip-nouser-13fields.log", "iis-w3c 4/0/0",
      [
        "clear - clear succeeded 0/0/0 port-not-logged"
      ]),
    Sample(
      "iis/iis10-default-fields-plain-explorer.log", "iis-w3c 41/0/0",
      [
        "clear - clear succeeded 1/0/0 certain",
        "clear - clear failed 0/0/0 certain",
        "clear - clear succeeded 0/0/0 certain",
        "clear - clear succeeded 1/0/0 certain",
        "clear - clear failed 0/0/0 certain",
      ]),
    Sample(
      "iis/iis10-elastic-issue-4389.log", "iis-w3c 1/0/0",
      [
        "unknown - unknown succeeded 0/0/0 begins-earlier"
      ]),
    Sample(
      "iis/iis10-elastic-issue-controlchannelclosed.log", "iis-w3c 1/0/0",
      [
        "unknown - none none 0/0/0 begins-earlier"
      ]),
    Sample(
      "iis/iis10-ipban-fail-success.log", "iis-w3c 5/0/0",
      [
        "unknown - unknown failed 0/0/0 connects-not-logged,auth-not-logged",
        "unknown - unknown succeeded 0/0/0 connects-not-logged,auth-not-logged",
      ]),
    Sample(
      "iis/iis4-lire-created.log", "iis-w3c 10/0/0",
      [
        "clear - none none 3/0/0 certain",
        "clear - clear succeeded 0/0/0 certain",
      ]),
    Sample(
      "iis/iis4-two-headers-session-number-reuse.log", "iis-w3c 22/0/0",
      [
        "clear - clear succeeded 0/0/0 certain",
        "clear - clear succeeded 5/0/0 certain",
        "clear - clear succeeded 0/0/0 certain",
      ]),
    Sample(
      "iis/iis5-all-20-fields-sent-created.log", "iis-w3c 15/0/0",
      [
        "clear - clear succeeded 8/0/0 certain"
      ]),
    Sample(
      "iis/iis5-bruteforce-interleaved.log", "iis-w3c 33/0/0",
      [
        "clear - clear succeeded 1/0/0 certain",
        "clear - clear failed 0/0/0 certain (x9)",
        "clear - none none 0/0/0 certain (x2)",
        "clear - clear failed 0/0/0 certain",
        "clear - none none 0/0/0 certain",
        "clear - clear failed 0/0/0 certain (x2)",
        "clear - none none 0/0/0 certain (x2)",
      ]),
    Sample(
      "iis/iis5-cs-username-upn.log", "iis-w3c 16/0/0",
      [
        "clear - clear failed 0/0/0 certain (x5)",
        "clear - clear succeeded 0/0/0 certain",
      ]),
    Sample(
      "iis/iis5-time-only-noheader.log", "iis-w3c 22/0/0",
      [
        "clear - clear failed 0/0/0 certain",
        "clear - clear succeeded 0/0/0 certain",
      ]),
    Sample(
      "iis/iis75-data-port-below-1024.log", "iis-w3c 3/0/0",
      [
        "unknown - unknown succeeded 0/0/0 begins-earlier"
      ]),
    Sample(
      "iis/iis75-mcmurray-explicit-nosession.log", "iis-w3c 7/0/0",
      [
        "explicit P protected succeeded 0/0/0 certain"
      ]),
    Sample(
      "iis/iis75-no-controlchannel-550-2-3.log", "iis-w3c 10/0/0",
      [
        "unknown - unknown succeeded 0/0/0 connects-not-logged,auth-not-logged"
      ]),
    Sample(
      "iis/iis8-headerless-domain-user-nlst.log", "iis-w3c 16/0/0",
      [
        "clear - clear succeeded 1/0/0 certain"
      ]),
  ]
}
