"""One small BMP for each header, depth and coding; icons of each kind."""

import struct

import numpy as np
from PIL import Image

import bmp_writer
from bmp_writer import FIELDS, RLE4, RLE8
from gif_modes import indexed
from png_modes import alpha
from scenes import scene

SIZE = (151, 113)


def palette(path, seed, bits, coding=0, count=None, top_down=False, header=40, size=SIZE):
    rows, colours = indexed(seed, count or 1 << bits, size)
    order = rows if top_down else rows[::-1]
    data = bmp_writer.runs(order, bits) if coding else bmp_writer.packed(order, bits)
    path.write_bytes(bmp_writer.file(size, bits, data, header, coding, colours, top_down=top_down))


def gray(path, seed):
    rows = np.asarray(Image.fromarray(scene(seed, *SIZE)).convert("L"))
    path.write_bytes(
        bmp_writer.file(SIZE, 8, bmp_writer.packed(rows[::-1], 8), colours=[(v, v, v) for v in range(256)]))


def deep(path, seed, bits, masks=None, header=40, top_down=False, has_alpha=False, size=SIZE):
    """Pixels whose bits `masks` name: red, green, blue and perhaps alpha."""
    samples = np.concatenate([scene(seed, *size), alpha(size)], axis=2).astype(np.uint64)
    usual = [0x7C00, 0x3E0, 0x1F] if bits == 16 else [0xFF0000, 0xFF00, 0xFF]
    pixels = np.zeros(samples.shape[:2], np.uint64)
    for channel, mask in enumerate((masks or usual)[:4 if has_alpha else 3]):
        shift = (mask & -mask).bit_length() - 1
        pixels |= (samples[..., channel] * (mask >> shift) // 255) << shift
    order = pixels if top_down else pixels[::-1]
    data = bmp_writer.words(order, bits // 8)
    path.write_bytes(bmp_writer.file(
        size, bits, data, header, FIELDS if masks else 0, masks=masks or (), top_down=top_down))


def jumps(path, seed):
    """RLE8 that jumps over whole rows and ends before the last one."""
    rows, colours = indexed(seed, 200)
    data = b"".join(bytes(bmp_writer.line(list(row), 8)) + b"\0\0" for row in rows[60:][::-1])
    data += b"\0\2\5\3" + bytes(bmp_writer.line(list(rows[30][5:]), 8)) + b"\0\1"
    path.write_bytes(bmp_writer.file(SIZE, 8, data, 40, RLE8, colours))


def icon(path, entries):
    """`entries` are width, height, bits and the icon's bytes."""
    offset, directory, data = 6 + 16 * len(entries), b"", b""
    for width, height, bits, content in entries:
        directory += struct.pack("<BBBBHHII", width % 256, height % 256, 0, 0, 1, bits, len(content), offset + len(data))
        data += content
    path.write_bytes(struct.pack("<HHH", 0, 1, len(entries)) + directory + data)


def bitmap_icon(seed, side, bits):
    """A DIB of twice the height: the rows, and a mask of one bit a pixel."""
    masks = np.packbits(np.pad(alpha((side, side))[::-1, :, 0] < 100, ((0, 0), (0, -side % 32))), axis=1).tobytes()
    if bits == 32:
        samples = np.concatenate([scene(seed, side, side)[..., ::-1], alpha((side, side))], axis=2).astype(np.uint8)
        header, _ = bmp_writer.dib_header((side, 2 * side), 32, 0)
        return header + samples[::-1].tobytes() + masks
    rows, colours = indexed(seed, 1 << bits, (side, side))
    header, _ = bmp_writer.dib_header((side, 2 * side), bits, 0)
    table = b"".join(bytes(reversed(colour)) + b"\0" for colour in colours)
    return header + table + bmp_writer.packed(rows[::-1], bits) + masks


def png_icon(seed, side):
    from io import BytesIO
    target = BytesIO()
    Image.fromarray(np.concatenate([scene(seed, side, side), alpha((side, side))], axis=2).astype(np.uint8)).save(target, "PNG")
    return target.getvalue()


ALPHA = (0xFF0000, 0xFF00, 0xFF, 0xFF000000)

MODES = {
    **{f"palette-{b}": (lambda p, b=b: palette(p, 560 + b, b)) for b in (1, 4, 8)},
    "palette-8-few": lambda p: palette(p, 570, 8, count=100),
    "palette-4-top-down": lambda p: palette(p, 571, 4, top_down=True),
    "gray-8": lambda p: gray(p, 572),
    **{f"os2-{b}": (lambda p, b=b: palette(p, 573 + b, b, header=12)) for b in (1, 4, 8)},
    "os2-24": lambda p: deep(p, 582, 24, header=12),
    "os2-2-8": lambda p: palette(p, 583, 8, header=64),
    "runs-8": lambda p: palette(p, 584, 8, RLE8, count=12),
    "runs-8-many": lambda p: palette(p, 585, 8, RLE8),
    "runs-4": lambda p: palette(p, 586, 4, RLE4, count=4),
    "runs-4-many": lambda p: palette(p, 587, 4, RLE4),
    "rgb-24": lambda p: deep(p, 589, 24),
    "rgb-24-top-down": lambda p: deep(p, 590, 24, top_down=True),
    "rgb-16": lambda p: deep(p, 591, 16),
    "rgb-16-565": lambda p: deep(p, 592, 16, (0xF800, 0x7E0, 0x1F)),
    "rgb-16-555": lambda p: deep(p, 593, 16, (0x7C00, 0x3E0, 0x1F), header=56),
    "rgb-32": lambda p: deep(p, 594, 32),
    "rgb-32-fields": lambda p: deep(p, 595, 32, (0xFF000000, 0xFF0000, 0xFF00)),
    "rgba-32-v4": lambda p: deep(p, 596, 32, ALPHA, header=108, has_alpha=True),
    "rgba-32-v5": lambda p: deep(p, 597, 32, (0xFF, 0xFF00, 0xFF0000, 0xFF000000), header=124, has_alpha=True),
    "rgba-32-v3": lambda p: deep(p, 598, 32, (0xFF000000, 0xFF0000, 0xFF00, 0xFF), header=56, has_alpha=True),
    "odd-17x9": lambda p: deep(p, 599, 24, size=(17, 9)),
    "smallest-5x5": lambda p: palette(p, 600, 8, size=(5, 5)),
    "matrix-64x64": lambda p: palette(p, 601, 8, size=(64, 64)),
}

ICONS = {
    "bitmap-32": lambda p: icon(p, [(64, 64, 32, bitmap_icon(602, 64, 32))]),
    "bitmap-8": lambda p: icon(p, [(61, 61, 8, bitmap_icon(603, 61, 8))]),
    "bitmap-4": lambda p: icon(p, [(48, 48, 4, bitmap_icon(604, 48, 4))]),
    "bitmap-1": lambda p: icon(p, [(64, 64, 1, bitmap_icon(605, 64, 1))]),
    "png": lambda p: icon(p, [(96, 96, 32, png_icon(606, 96))]),
    "largest-last": lambda p: icon(p, [(32, 32, 8, bitmap_icon(607, 32, 8)), (80, 80, 32, png_icon(608, 80))]),
}
