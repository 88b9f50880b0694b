"""A baseline JPEG writer for the kinds of file that common libraries do not write.

It takes the components as they shall stand in the file (any number, any sampling factors) and the marker segments to
put in front. ITU-T T.81 throughout; one Huffman table pair, shaped like the standard's typical tables and filled by
symbol frequency.
"""

import struct
from collections import Counter

import numpy as np

QUANTISATION = np.array([
    16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56,
    14, 17, 22, 29, 51, 87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92,
    49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99]).reshape(8, 8)
DC_LENGTHS = [0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0]
AC_LENGTHS = [0, 2, 1, 3, 3, 2, 4, 3, 5, 5, 4, 4, 0, 0, 1, 125]
ZIGZAG = sorted(range(64), key=lambda k: (
    k // 8 + k % 8, (k // 8 if (k // 8 + k % 8) % 2 else k % 8)))
DCT = np.array([[np.sqrt((1 if i == 0 else 2) / 8) * np.cos((2 * j + 1) * i * np.pi / 16)
                 for j in range(8)] for i in range(8)])


def segment(marker, body):
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def adobe(transform):
    """APP14: 0 = RGB or CMYK, 1 = YCbCr, 2 = YCCK."""
    return segment(0xEE, b"Adobe" + struct.pack(">HHHB", 100, 0, 0, transform))


JFIF = segment(0xE0, b"JFIF\0" + bytes([1, 1, 0, 0, 1, 0, 1, 0, 0]))


def to_ycc(rgb):
    """Full-range BT.601, as JFIF has it."""
    r, g, b = (rgb[..., i].astype(float) for i in range(3))
    luma = 0.299 * r + 0.587 * g + 0.114 * b
    return [luma, 128 + (b - luma) / 1.772, 128 + (r - luma) / 1.402]


def write(path, planes, sampling, front=JFIF, quality=85, restart=0, ids=None, back=b""):
    """Writes `planes` (full-size 2-D arrays); `sampling` is one (h, v) per plane; `restart` counts MCUs."""
    height, width = planes[0].shape
    ids = ids or range(1, len(planes) + 1)
    table = scaled_table(quality)
    h_max, v_max = max(h for h, _ in sampling), max(v for _, v in sampling)
    columns, rows = -(-width // (8 * h_max)), -(-height // (8 * v_max))
    blocks = [component_blocks(p, h, v, h_max, v_max, columns, rows, table)
              for p, (h, v) in zip(planes, sampling)]
    order = mcu_order(sampling, columns, rows)
    symbols = list(code_symbols(blocks, order, restart))
    dc = huffman(Counter(s[1] for s in symbols if s[0] == "dc"), DC_LENGTHS, range(12))
    ac = huffman(Counter(s[1] for s in symbols if s[0] == "ac"), AC_LENGTHS,
                 [0, 0xF0] + [run << 4 | size for run in range(16) for size in range(1, 11)])
    frame = struct.pack(">BHHB", 8, height, width, len(planes)) + b"".join(
        bytes([i, h << 4 | v, 0]) for i, (h, v) in zip(ids, sampling))
    scan = bytes([len(planes)]) + b"".join(bytes([i, 0]) for i in ids) + bytes([0, 63, 0])
    with open(path, "wb") as file:
        file.write(b"\xff\xd8" + front + segment(0xDB, b"\0" + bytes(table.flatten()[ZIGZAG].tolist())))
        file.write(segment(0xC0, frame))
        for kind, lengths, codes in ((0, DC_LENGTHS, dc), (0x10, AC_LENGTHS, ac)):
            file.write(segment(0xC4, bytes([kind]) + bytes(lengths) + bytes(codes)))
        if restart:
            file.write(segment(0xDD, struct.pack(">H", restart)))
        file.write(segment(0xDA, scan) + entropy_coded(symbols, dc, ac) + b"\xff\xd9" + back)


def scaled_table(quality):
    scale = 5000 / quality if quality < 50 else 200 - 2 * quality
    return np.clip((QUANTISATION * scale + 50) // 100, 1, 255).astype(int)


def component_blocks(plane, h, v, h_max, v_max, columns, rows, table):
    """Quantised coefficients of one component, block rows x block columns x 64 in zigzag order."""
    padded = np.pad(np.asarray(plane, float), (
        (0, rows * 8 * v_max - plane.shape[0]), (0, columns * 8 * h_max - plane.shape[1])), mode="edge")
    dy, dx = v_max // v, h_max // h
    small = padded.reshape(padded.shape[0] // dy, dy, padded.shape[1] // dx, dx).mean((1, 3)).round() - 128
    tiles = small.reshape(rows * v, 8, columns * h, 8).transpose(0, 2, 1, 3)
    return np.rint(DCT @ tiles @ DCT.T / table).astype(int).reshape(rows * v, columns * h, 64)[..., ZIGZAG]


def mcu_order(sampling, columns, rows):
    """For each MCU: (component, block row, block column) of its blocks."""
    for row in range(rows):
        for column in range(columns):
            yield [(c, row * v + y, column * h + x) for c, (h, v) in enumerate(sampling)
                   for y in range(v) for x in range(h)]


def code_symbols(blocks, order, restart):
    """("dc"|"ac", symbol, bits, bit count) for each code word, and ("rst", n, 0, 0) between intervals."""
    last = [0] * len(blocks)
    for number, mcu in enumerate(order):
        if restart and number and number % restart == 0:
            yield "rst", (number // restart - 1) % 8, 0, 0
            last = [0] * len(blocks)
        for c, y, x in mcu:
            block = blocks[c][y, x].tolist()
            yield ("dc", *magnitude(block[0] - last[c]))
            last[c] = block[0]
            yield from ac_symbols(block)


def ac_symbols(block):
    run = 0
    for value in block[1:]:
        if value == 0:
            run += 1
            continue
        while run > 15:
            yield "ac", 0xF0, 0, 0
            run -= 16
        size, bits, count = magnitude(value)
        yield "ac", run << 4 | size, bits, count
        run = 0
    if run:
        yield "ac", 0, 0, 0


def magnitude(value):
    size = abs(value).bit_length()
    return size, value if value > 0 else value + (1 << size) - 1, size


def huffman(counts, lengths, alphabet):
    """{symbol: (code, length)} in code order: the most frequent symbols get the shortest codes."""
    ordered = sorted(alphabet, key=lambda s: (-counts[s], s))
    codes, code, place = {}, 0, 0
    for length, count in enumerate(lengths, start=1):
        for symbol in ordered[place:place + count]:
            codes[symbol] = (code, length)
            code += 1
        place += count
        code <<= 1
    return codes


def entropy_coded(symbols, dc, ac):
    out, word, filled = bytearray(), 0, 0
    for kind, symbol, bits, count in symbols:
        if kind == "rst":
            out += stuffed(word, filled) + bytes([0xFF, 0xD0 + symbol])
            word = filled = 0
            continue
        code, length = (dc if kind == "dc" else ac)[symbol]
        word = (word << length | code) << count | bits
        filled += length + count
        if filled >= 64:
            out += stuffed(word >> filled % 8, filled - filled % 8)
            word, filled = word & (1 << filled % 8) - 1, filled % 8
    return bytes(out + stuffed(word, filled))


def stuffed(word, filled):
    """The bits as bytes, padded with ones, a zero byte after each 0xFF."""
    pad = -filled % 8
    data = (word << pad | (1 << pad) - 1).to_bytes((filled + pad) // 8, "big")
    return data.replace(b"\xff", b"\xff\x00")
