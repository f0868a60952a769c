#include "CEmbedded.h"

// #embed is C23's.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char signatures[] = {
#embed "../Sensor/Signatures/Resources/signatures.tsv"
};

struct embedded_file embedded_signatures(void) {
  return (struct embedded_file){"signatures.tsv", signatures, sizeof signatures};
}
