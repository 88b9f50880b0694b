"""A GIF writer for every way an image may stand in a file (GIF89a)."""

import struct

KEEP, CLEAR, RESTORE = 1, 2, 3


def lzw(indices, bits):
    """Codes of the indices, least significant bit first, in sub-blocks behind the size of the first codes."""
    clear = 1 << bits
    codes, size, table = [(clear, bits + 1)], bits + 1, {}
    prefix = None
    for index in indices:
        if prefix is None:
            prefix = index
        elif (prefix, index) in table:
            prefix = table[prefix, index]
        else:
            codes.append((prefix, size))
            number = clear + 2 + len(table)
            if number < 4096:
                table[prefix, index] = number
                size = max(size, number.bit_length())
            else:
                codes.append((clear, size))
                table, size = {}, bits + 1
            prefix = index
    codes += [(prefix, size), (clear + 1, size)]
    value = length = 0
    data = bytearray()
    for code, width in codes:
        value |= code << length
        length += width
        while length >= 8:
            data.append(value & 255)
            value, length = value >> 8, length - 8
    data += bytes([value]) if length else b""
    return bytes([bits]) + b"".join(bytes([len(data[i:i + 255])]) + data[i:i + 255] for i in range(0, len(data), 255)) + b"\0"


def table(colours):
    """The flag bits of a table, and the table, filled up to a power of two."""
    bits = max(1, (len(colours) - 1).bit_length())
    return bits, bytes(v for colour in colours for v in colour) + bytes(3 * ((1 << bits) - len(colours)))


def image(rows, x=0, y=0, colours=None, transparent=None, dispose=0, interlaced=False, bits=8, delay=0):
    """One image and its graphic control block; `rows` are indices below 2^bits."""
    flags = (dispose << 2) | (transparent is not None)
    out = b"!\xf9\4" + struct.pack("<BHB", flags, delay, transparent or 0) + b"\0"
    local = b""
    flags = 0x40 if interlaced else 0
    if colours:
        size, local = table(colours)
        flags |= 0x80 | (size - 1)
    out += b"," + struct.pack("<HHHHB", x, y, len(rows[0]), len(rows), flags) + local
    order = range(len(rows))
    if interlaced:
        order = [r for start, step in ((0, 8), (4, 8), (2, 4), (1, 2)) for r in range(start, len(rows), step)]
    return out + lzw([int(v) for r in order for v in rows[r]], max(2, bits))


def file(size, images, colours=None, background=0, loops=False):
    flags, globals_ = 0, b""
    if colours:
        bits, globals_ = table(colours)
        flags = 0x80 | (bits - 1)
    out = b"GIF89a" + struct.pack("<HHBBB", *size, flags, background, 0) + globals_
    if loops:
        out += b"!\xff\x0bNETSCAPE2.0\3\1\0\0\0"
    return out + b"".join(images) + b";"
