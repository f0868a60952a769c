#include "CEmbedded.h"

// #embed is C23's.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char plain[] = {
#embed "../Sensor/Personas/Resources/plain.yaml"
};

static const unsigned char vsftpd_3_0_3[] = {
#embed "../Sensor/Personas/Resources/vsftpd-3.0.3.yaml"
};

static const struct embedded_file personas[] = {
    {"plain.yaml", plain, sizeof plain},
    {"vsftpd-3.0.3.yaml", vsftpd_3_0_3, sizeof vsftpd_3_0_3},
};

struct embedded_file embedded_personas(size_t number) { return personas[number]; }

size_t embedded_personas_count(void) { return sizeof personas / sizeof personas[0]; }
