"""A PNG writer for every colour type, bit depth and for Adam7 (ISO/IEC 15948).

Rows use the five filters in turn, so that a reader meets all of them.
"""

import struct
import zlib

import numpy as np

GRAY, RGB, PALETTE, GRAY_ALPHA, RGBA = 0, 2, 3, 4, 6
ADAM7 = [(0, 0, 8, 8), (0, 4, 8, 8), (4, 0, 8, 4), (0, 2, 4, 4), (2, 0, 4, 2), (0, 1, 2, 2), (1, 0, 2, 1)]


def write(path, samples, depth, kind, interlaced=False, chunks=()):
    """Writes `samples` (height x width x channels, values below 2^depth); `chunks` go before the pixels."""
    height, width = samples.shape[:2]
    header = struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, int(interlaced))
    passes = [samples[y::dy, x::dx] for y, x, dy, dx in ADAM7] if interlaced else [samples]
    data = b"".join(filtered(p, depth) for p in passes if p.size)
    with open(path, "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header))
        for name, body in chunks:
            file.write(chunk(name, body))
        file.write(chunk(b"IDAT", zlib.compress(data, 9)) + chunk(b"IEND", b""))


def chunk(name, body):
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def filtered(samples, depth):
    rows, step = packed(samples, depth)
    out, above = bytearray(), np.zeros(rows.shape[1], int)
    for number, row in enumerate(rows.astype(int)):
        left, corner = shifted(row, step), shifted(above, step)
        guess = [0, left, above, (left + above) // 2, paeth(left, above, corner)][number % 5]
        out.append(number % 5)
        out += bytes(((row - guess) & 255).astype(np.uint8))
        above = row
    return bytes(out)


def packed(samples, depth):
    """Rows of bytes as the file holds them, and the bytes from one pixel to the next."""
    flat = samples.reshape(samples.shape[0], -1)
    channels = samples.shape[2] if samples.ndim == 3 else 1
    if depth == 16:
        return flat.astype(">u2").view(np.uint8), 2 * channels
    if depth == 8:
        return flat.astype(np.uint8), channels
    bits = (flat[..., None].astype(int) >> np.arange(depth - 1, -1, -1)) & 1
    return np.packbits(bits.reshape(len(flat), -1).astype(np.uint8), axis=1), 1


def shifted(row, step):
    return np.concatenate([np.zeros(step, int), row[:-step]])[:len(row)]


def paeth(left, above, corner):
    guess = left + above - corner
    a, b, c = abs(guess - left), abs(guess - above), abs(guess - corner)
    return np.where((a <= b) & (a <= c), left, np.where(b <= c, above, corner))
