/* CRC-32C (Castagnoli, RFC 3720 appendix B.4): polynomial 0x1EDC6F41, reflected, start and end inverted.
 *
 * crc32c(0, bytes, count) is the checksum of the bytes; crc32c(crc32c(0, a), b) that of a followed by b. Any
 * alignment. Every variant gives the same numbers. Reads nothing beyond bytes + count. */
#ifndef MATCHD_CHECKSUM_H
#define MATCHD_CHECKSUM_H

#include <stddef.h>
#include <stdint.h>

struct matchd_checksum {
  int level;
  uint32_t (*crc32c)(uint32_t previous, const uint8_t *bytes, size_t count);
};

/* The best variant whose level is not above `level`; never NULL, scalar runs everywhere. */
const struct matchd_checksum *matchd_checksum_choose(int level);

#endif
