#include "CEmbedded.h"

// #embed is C23's.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char ftp_xml[] = {
#embed "../Identification/Resources/ftp.xml"
};

static const unsigned char advisories_json[] = {
#embed "../Advisories/Resources/advisories.json"
};

static const struct embedded_file fingerprints[] = {
    {"ftp.xml", ftp_xml, sizeof ftp_xml},
};

struct embedded_file embedded_fingerprints(size_t number) { return fingerprints[number]; }

size_t embedded_fingerprints_count(void) {
  return sizeof fingerprints / sizeof fingerprints[0];
}

struct embedded_file embedded_advisories(void) {
  return (struct embedded_file){"advisories.json", advisories_json, sizeof advisories_json};
}
