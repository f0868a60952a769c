#include "CEmbedded.h"

// #embed is C23's.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char ftp_xml[] = {
#embed "../Identification/Resources/ftp.xml"
};

static const unsigned char ftp_feat_xml[] = {
#embed "../Identification/Resources/ftp-feat.xml"
};

static const unsigned char ftp_syst_xml[] = {
#embed "../Identification/Resources/ftp-syst.xml"
};

static const unsigned char ftp_help_xml[] = {
#embed "../Identification/Resources/ftp-help.xml"
};

static const unsigned char ftp_replies_xml[] = {
#embed "../Identification/Resources/ftp-replies.xml"
};

static const unsigned char ftp_certificates_xml[] = {
#embed "../Identification/Resources/ftp-certificates.xml"
};

static const unsigned char advisories_json[] = {
#embed "../Advisories/Resources/advisories.json"
};

static const struct embedded_file fingerprints[] = {
    {"ftp.xml", ftp_xml, sizeof ftp_xml},
    {"ftp-feat.xml", ftp_feat_xml, sizeof ftp_feat_xml},
    {"ftp-syst.xml", ftp_syst_xml, sizeof ftp_syst_xml},
    {"ftp-help.xml", ftp_help_xml, sizeof ftp_help_xml},
    {"ftp-replies.xml", ftp_replies_xml, sizeof ftp_replies_xml},
    {"ftp-certificates.xml", ftp_certificates_xml, sizeof ftp_certificates_xml},
};

struct embedded_file embedded_fingerprints(size_t number) { return fingerprints[number]; }

size_t embedded_fingerprints_count(void) {
  return sizeof fingerprints / sizeof fingerprints[0];
}

struct embedded_file embedded_advisories(void) {
  return (struct embedded_file){"advisories.json", advisories_json, sizeof advisories_json};
}
