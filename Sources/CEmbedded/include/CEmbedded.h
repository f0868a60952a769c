#pragma once
#include <stddef.h>

// Data files that are part of the program. They are embedded by the C preprocessor, for as arrays
// in Swift they take minutes to compile.

struct embedded_file {
  // With its extension.
  const char *name;
  const unsigned char *bytes;
  size_t count;
};

// Recog databases, Sources/Identification/Resources/, by number: 0 up to their count.
struct embedded_file embedded_fingerprints(size_t number);
size_t embedded_fingerprints_count(void);

// Known vulnerabilities: Sources/Advisories/Resources/.
struct embedded_file embedded_advisories(void);

// What a sensor can claim to be: Sources/Sensor/Personas/Resources/, by number.
struct embedded_file embedded_personas(size_t number);
size_t embedded_personas_count(void);

// Signs of attacks: Sources/Sensor/Signatures/Resources/.
struct embedded_file embedded_signatures(void);
