#pragma once
#include <isa-l/igzip_lib.h>

// What was unpacked and not given yet. Swift does not see the field: it is too long an array.
static inline const unsigned char *ftpscope_isal_held(const struct inflate_state *state) {
  return state->tmp_out_buffer + state->tmp_out_processed;
}
