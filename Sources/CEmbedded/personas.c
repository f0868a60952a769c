#include "CEmbedded.h"

// #embed is C23's.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char filezilla_0_9_60[] = {
#embed "../Sensor/Personas/Resources/filezilla-0.9.60.yaml"
};

static const unsigned char filezilla_1[] = {
#embed "../Sensor/Personas/Resources/filezilla-1.yaml"
};

static const unsigned char iis_10[] = {
#embed "../Sensor/Personas/Resources/iis-10.yaml"
};

static const unsigned char jetdirect[] = {
#embed "../Sensor/Personas/Resources/jetdirect.yaml"
};

static const unsigned char mikrotik[] = {
#embed "../Sensor/Personas/Resources/mikrotik.yaml"
};

static const unsigned char plain[] = {
#embed "../Sensor/Personas/Resources/plain.yaml"
};

static const unsigned char proftpd_1_3_5[] = {
#embed "../Sensor/Personas/Resources/proftpd-1.3.5.yaml"
};

static const unsigned char pure_ftpd[] = {
#embed "../Sensor/Personas/Resources/pure-ftpd.yaml"
};

static const unsigned char serv_u_15[] = {
#embed "../Sensor/Personas/Resources/serv-u-15.yaml"
};

static const unsigned char synology[] = {
#embed "../Sensor/Personas/Resources/synology.yaml"
};

static const unsigned char vsftpd_2_3_4[] = {
#embed "../Sensor/Personas/Resources/vsftpd-2.3.4.yaml"
};

static const unsigned char vsftpd_3_0_3[] = {
#embed "../Sensor/Personas/Resources/vsftpd-3.0.3.yaml"
};

static const unsigned char wing_ftp[] = {
#embed "../Sensor/Personas/Resources/wing-ftp.yaml"
};

static const unsigned char ws_ftp[] = {
#embed "../Sensor/Personas/Resources/ws-ftp.yaml"
};

static const struct embedded_file personas[] = {
    {"filezilla-0.9.60.yaml", filezilla_0_9_60, sizeof filezilla_0_9_60},
    {"filezilla-1.yaml", filezilla_1, sizeof filezilla_1},
    {"iis-10.yaml", iis_10, sizeof iis_10},
    {"jetdirect.yaml", jetdirect, sizeof jetdirect},
    {"mikrotik.yaml", mikrotik, sizeof mikrotik},
    {"plain.yaml", plain, sizeof plain},
    {"proftpd-1.3.5.yaml", proftpd_1_3_5, sizeof proftpd_1_3_5},
    {"pure-ftpd.yaml", pure_ftpd, sizeof pure_ftpd},
    {"serv-u-15.yaml", serv_u_15, sizeof serv_u_15},
    {"synology.yaml", synology, sizeof synology},
    {"vsftpd-2.3.4.yaml", vsftpd_2_3_4, sizeof vsftpd_2_3_4},
    {"vsftpd-3.0.3.yaml", vsftpd_3_0_3, sizeof vsftpd_3_0_3},
    {"wing-ftp.yaml", wing_ftp, sizeof wing_ftp},
    {"ws-ftp.yaml", ws_ftp, sizeof ws_ftp},
};

struct embedded_file embedded_personas(size_t number) { return personas[number]; }

size_t embedded_personas_count(void) { return sizeof personas / sizeof personas[0]; }
