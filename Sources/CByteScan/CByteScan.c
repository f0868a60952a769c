#include "CByteScan.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

// Two sets of positions in 64 bytes, bit i for byte i.
typedef struct {
  uint64_t blanks;    // spaces and newlines
  uint64_t newlines;  // newlines
} line_masks;

#if defined(__SSE2__)

static inline line_masks scan_lines(const uint8_t *bytes) {
  const __m128i space = _mm_set1_epi8(' ');
  const __m128i newline = _mm_set1_epi8('\n');
  line_masks masks = {0, 0};
  for (int part = 0; part < 4; part++) {
    const __m128i block = _mm_loadu_si128((const __m128i *)(bytes + 16 * part));
    const __m128i ends = _mm_cmpeq_epi8(block, newline);
    const __m128i either = _mm_or_si128(_mm_cmpeq_epi8(block, space), ends);
    masks.newlines |= (uint64_t)(uint16_t)_mm_movemask_epi8(ends) << (16 * part);
    masks.blanks |= (uint64_t)(uint16_t)_mm_movemask_epi8(either) << (16 * part);
  }
  return masks;
}

#elif defined(__ARM_NEON)

static inline line_masks scan_lines(const uint8_t *bytes) {
  const uint8x16_t space = vdupq_n_u8(' ');
  const uint8x16_t newline = vdupq_n_u8('\n');
  uint8x16_t ends[4], either[4];
  for (int part = 0; part < 4; part++) {
    const uint8x16_t block = vld1q_u8(bytes + 16 * part);
    ends[part] = vceqq_u8(block, newline);
    either[part] = vorrq_u8(vceqq_u8(block, space), ends[part]);
  }
  const line_masks masks = {
      ftpscope_neon_mask(either[0], either[1], either[2], either[3]),
      ftpscope_neon_mask(ends[0], ends[1], ends[2], ends[3])};
  return masks;
}

#else

static inline line_masks scan_lines(const uint8_t *bytes) {
  line_masks masks = {0, 0};
  for (int i = 0; i < 64; i++) {
    const uint64_t newline = bytes[i] == '\n';
    masks.newlines |= newline << i;
    masks.blanks |= (uint64_t)(newline | (bytes[i] == ' ')) << i;
  }
  return masks;
}

#endif

// Writes the places of a mask's bits, eight at a time without asking how many there are.
static inline uint32_t *put_places(uint64_t mask, uint32_t at, uint32_t *out) {
  uint32_t *const end = out + __builtin_popcountll(mask);
  do {
    for (int i = 0; i < 8; i++) {
      out[i] = at + (uint32_t)__builtin_ctzll(mask | 1ull << 63);
      mask &= mask - 1;
    }
    out += 8;
  } while (out < end);
  return end;
}

// Most blocks have one newline or none.
static inline uint32_t *put_few_places(uint64_t mask, uint32_t at, uint32_t *out) {
  if (mask & (mask - 1)) return put_places(mask, at, out);
  *out = at + (uint32_t)__builtin_ctzll(mask | 1ull << 63);
  return out + (mask != 0);
}

static void index_16(const uint8_t *bytes, size_t blocks, uint32_t at, uint32_t **blanks,
                     uint32_t **newlines) {
  uint32_t *words = *blanks, *lines = *newlines;
  for (; blocks > 0; blocks--, bytes += 64, at += 64) {
    const line_masks masks = scan_lines(bytes);
    words = put_places(masks.blanks, at, words);
    lines = put_few_places(masks.newlines, at, lines);
  }
  *blanks = words;
  *newlines = lines;
}

#if defined(__x86_64__)

// The same with AVX-512, where a mask is one compare and its places are one instruction more.
#define WIDE __attribute__((target("avx512f,avx512bw,avx512vbmi2,bmi,popcnt")))

WIDE static inline uint32_t *put_wide(uint64_t mask, uint32_t at, uint32_t *out) {
  static const uint8_t numbers[64] = {
      0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21,
      22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43,
      44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63};
  uint32_t *const end = out + __builtin_popcountll(mask);
  __m512i places = _mm512_maskz_compress_epi8(mask, _mm512_loadu_si512(numbers));
  const __m512i base = _mm512_set1_epi32((int)at);
  do {
    const __m512i some = _mm512_cvtepu8_epi32(_mm512_castsi512_si128(places));
    _mm512_storeu_si512(out, _mm512_add_epi32(base, some));
    places = _mm512_alignr_epi32(_mm512_setzero_si512(), places, 4);
    out += 16;
  } while (out < end);
  return end;
}

WIDE static void index_64(const uint8_t *bytes, size_t blocks, uint32_t at, uint32_t **blanks,
                          uint32_t **newlines) {
  uint32_t *words = *blanks, *lines = *newlines;
  for (; blocks > 0; blocks--, bytes += 64, at += 64) {
    const __m512i block = _mm512_loadu_si512(bytes);
    const uint64_t spaces = _mm512_cmpeq_epi8_mask(block, _mm512_set1_epi8(' '));
    const uint64_t ends = _mm512_cmpeq_epi8_mask(block, _mm512_set1_epi8('\n'));
    words = put_wide(spaces | ends, at, words);
    lines = put_wide(ends, at, lines);
  }
  *blanks = words;
  *newlines = lines;
}

#endif

void ftpscope_index_lines(const uint8_t *bytes, size_t blocks, uint32_t at, uint32_t **blanks,
                          uint32_t **newlines) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512vbmi2") && __builtin_cpu_supports("avx512bw")) {
    index_64(bytes, blocks, at, blanks, newlines);
    return;
  }
#endif
  index_16(bytes, blocks, at, blanks, newlines);
}
