"""A BMP writer for every header, depth and coding (BITMAPCOREHEADER to BITMAPV5HEADER)."""

import struct

import numpy as np

RAW, RLE8, RLE4, FIELDS = 0, 1, 2, 3


def packed(rows, bits):
    """Rows of indices, several to a byte, padded to four bytes."""
    width = rows.shape[1]
    per = 8 // bits
    padded = np.zeros((rows.shape[0], (width * bits + 31) // 32 * 4 * per), np.uint8)
    padded[:, :width] = rows
    shifts = np.arange(per - 1, -1, -1) * bits
    return (padded.reshape(rows.shape[0], -1, per) << shifts).sum(2).astype(np.uint8).tobytes()


def words(rows, size):
    """Rows of numbers of `size` bytes each, padded to four bytes."""
    raw = rows.astype("<u4").view(np.uint8).reshape(*rows.shape, 4)[..., :size].reshape(rows.shape[0], -1)
    return np.pad(raw, ((0, 0), (0, -raw.shape[1] % 4))).tobytes()


def runs(rows, bits):
    """RLE with runs, stretches as they are, jumps over 0 and ends of lines."""
    out = bytearray()
    for number, row in enumerate(rows):
        out += line(list(row), bits)
        out += b"\0\0" if number + 1 < len(rows) else b"\0\1"
    return bytes(out)


def line(row, bits):
    out, x = bytearray(), 0
    while x < len(row):
        run = 1
        while x + run < len(row) and run < 255 and row[x + run] == row[x]:
            run += 1
        stretch = 0
        while x + stretch < len(row) and stretch < 254 and len(set(row[x + stretch:x + stretch + 3])) > 1:
            stretch += 1
        if row[x] == 0 and run > 2 and x + run < len(row):
            out += bytes([0, 2, run, 0])
        elif stretch > 2:
            out += bytes([0, stretch]) + raw(row[x:x + stretch], bits)
            run = stretch
        else:
            out += bytes([run, row[x] if bits == 8 else row[x] << 4 | row[x]])
        x += run
    return out


def raw(values, bits):
    data = bytes(values) if bits == 8 else bytes(
        values[i] << 4 | (values[i + 1] if i + 1 < len(values) else 0) for i in range(0, len(values), 2))
    return data + bytes(len(data) % 2)


def file(size, bits, data, header=40, compression=RAW, colours=(), masks=(), top_down=False):
    """`data` are the rows in the order of the file; `colours` are RGB."""
    dib, rest = dib_header(size, bits, len(data), header, compression, len(colours), masks, top_down)
    fourth = b"" if header == 12 else b"\0"
    dib += rest + b"".join(bytes(reversed(colour)) + fourth for colour in colours)
    offset = 14 + len(dib)
    return b"BM" + struct.pack("<IHHI", offset + len(data), 0, 0, offset) + dib + data


def dib_header(size, bits, length, header=40, compression=RAW, colour_count=0, masks=(), top_down=False):
    """The header, and the masks that follow it where it has no room for them."""
    width, height = size
    if header == 12:
        return struct.pack("<IHHHH", 12, width, height, 1, bits), b""
    dib = struct.pack("<IiiHHIIiiII", header, width, -height if top_down else height, 1, bits, compression, length,
                      2835, 2835, colour_count if colour_count != 1 << bits else 0, 0)
    fields = b"".join(struct.pack("<I", mask) for mask in masks)
    return (dib, fields) if header == 40 else ((dib + fields).ljust(header, b"\0"), b"")
