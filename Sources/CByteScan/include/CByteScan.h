#pragma once

// Sixteen-byte compares with a movemask, the one thing that Swift's SIMD types
// cannot yet express without a detour. SSE2 is in every x86-64, NEON in every
// AArch64; anything else takes the scalar loop.

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#elif defined(__ARM_NEON)
#include <arm_neon.h>
#endif

#if defined(__ARM_NEON) && !defined(__SSE2__)
static inline uint64_t ftpscope_neon_mask(uint8x16_t a, uint8x16_t b, uint8x16_t c, uint8x16_t d) {
  static const uint8_t weights[16] = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
  const uint8x16_t bit = vld1q_u8(weights);
  const uint8x16_t ab = vpaddq_u8(vandq_u8(a, bit), vandq_u8(b, bit));
  const uint8x16_t cd = vpaddq_u8(vandq_u8(c, bit), vandq_u8(d, bit));
  const uint8x16_t abcd = vpaddq_u8(ab, cd);
  return vgetq_lane_u64(vreinterpretq_u64_u8(vpaddq_u8(abcd, abcd)), 0);
}
#endif

/// Where words and lines end: the places of blanks and of newlines in whole blocks of 64 bytes,
/// counted from `at`, written to two arrays, whose ends are moved. Both need room for a number for
/// each byte and 64 more.
void ftpscope_index_lines(const uint8_t *bytes, size_t blocks, uint32_t at, uint32_t **blanks,
                          uint32_t **newlines);

/// The places among 64 where two bytes stand `distance` apart, letters in either case: bit i for
/// bytes[i] and bytes[i + distance]. Reads 64 + distance bytes. The two are given in lower case; a
/// byte that differs from one of them in bit 5 only is taken for it.
static inline uint64_t ftpscope_scan_pair(const uint8_t *bytes, size_t distance, uint8_t first,
                                          uint8_t last) {
#if defined(__SSE2__)
  const __m128i bit = _mm_set1_epi8(0x20);
  const __m128i one = _mm_set1_epi8((char)(first | 0x20));
  const __m128i other = _mm_set1_epi8((char)(last | 0x20));
  uint64_t mask = 0;
  for (int part = 0; part < 4; part++) {
    const __m128i a = _mm_loadu_si128((const __m128i *)(bytes + 16 * part));
    const __m128i b = _mm_loadu_si128((const __m128i *)(bytes + distance + 16 * part));
    const __m128i both = _mm_and_si128(_mm_cmpeq_epi8(_mm_or_si128(a, bit), one),
                                       _mm_cmpeq_epi8(_mm_or_si128(b, bit), other));
    mask |= (uint64_t)(uint16_t)_mm_movemask_epi8(both) << (16 * part);
  }
  return mask;
#elif defined(__ARM_NEON)
  const uint8x16_t bit = vdupq_n_u8(0x20);
  const uint8x16_t one = vdupq_n_u8(first | 0x20);
  const uint8x16_t other = vdupq_n_u8(last | 0x20);
  uint8x16_t both[4];
  for (int part = 0; part < 4; part++) {
    const uint8x16_t a = vorrq_u8(vld1q_u8(bytes + 16 * part), bit);
    const uint8x16_t b = vorrq_u8(vld1q_u8(bytes + distance + 16 * part), bit);
    both[part] = vandq_u8(vceqq_u8(a, one), vceqq_u8(b, other));
  }
  return ftpscope_neon_mask(both[0], both[1], both[2], both[3]);
#else
  uint64_t mask = 0;
  for (int i = 0; i < 64; i++) {
    const int both = (bytes[i] | 0x20) == (first | 0x20) &&
                     (bytes[i + distance] | 0x20) == (last | 0x20);
    mask |= (uint64_t)both << i;
  }
  return mask;
#endif
}

/// Asks memory for what is there: it will be wanted soon.
static inline void ftpscope_prefetch(const void *address) { __builtin_prefetch(address, 1); }

/// Whether a byte is among the first `count`, sixteen at most. Reads sixteen bytes.
static inline bool ftpscope_holds(const uint8_t *bytes, size_t count, uint8_t byte) {
#if defined(__SSE2__)
  const __m128i block = _mm_loadu_si128((const __m128i *)bytes);
  const int mask = _mm_movemask_epi8(_mm_cmpeq_epi8(block, _mm_set1_epi8((char)byte)));
  return mask & ((1 << count) - 1);
#else
  for (size_t i = 0; i < count; i++) {
    if (bytes[i] == byte) return true;
  }
  return false;
#endif
}

/// How many newlines there are. Sums of bytes, 128 at a time, which compilers turn into vectors.
static inline size_t ftpscope_count_newlines(const uint8_t *bytes, size_t count) {
  size_t total = 0;
  while (count >= 128) {
    uint8_t sum = 0;
    for (int i = 0; i < 128; i++) sum += bytes[i] == '\n';
    total += sum;
    bytes += 128;
    count -= 128;
  }
  for (size_t i = 0; i < count; i++) total += bytes[i] == '\n';
  return total;
}
