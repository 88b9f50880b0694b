"""Files that hold several pictures, and which picture each of them shows.

Needs nothing but Python. Writes ../frames and its table: file, frame, the file whose hash the frame has, how many
pictures the file holds. JPEGs hold pictures of ../pictures whole; what an animated PNG shows is composed here, pixel
by pixel in exact fractions, and written as still PNGs beside it.
"""

import base64
import math
import pathlib
import random
import struct
import zlib
from fractions import Fraction

HERE = pathlib.Path(__file__).resolve().parent
TARGET = HERE.parent / "frames"
RANDOM = random.Random(20241127)

PICTURES = [f"pictures/edited/{number}-original.jpg" for number in (200, 201, 202)]
THUMBNAIL = "pictures/jpeg/422.jpg"
STILL = "pictures/png/gray-4.png"


def read(name):
    return (HERE.parent / name).read_bytes()


# ---- JPEG ----

def segment(marker, body):
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body


def after_start(jpeg, added):
    return jpeg[:2] + added + jpeg[2:]


def multi_picture_index(sizes, offsets):
    """CIPA DC-007: version, number of pictures, and an entry for each: attributes, size, offset, dependents."""
    entries = b"".join(
        struct.pack(">IIIHH", 0x030000 if i == 0 else 0x020002, size, offset, 0, 0)
        for i, (size, offset) in enumerate(zip(sizes, offsets)))
    count = len(sizes)
    directory = struct.pack(">H", 3)
    directory += struct.pack(">HHI4s", 0xB000, 7, 4, b"0100")
    directory += struct.pack(">HHII", 0xB001, 4, 1, count)
    directory += struct.pack(">HHII", 0xB002, 7, len(entries), 8 + 2 + 3 * 12 + 4)
    return segment(0xE2, b"MPF\0" + b"MM\0*" + struct.pack(">I", 8) + directory + struct.pack(">I", 0) + entries)


def multi_picture(pictures):
    length = len(multi_picture_index([0] * len(pictures), [0] * len(pictures)))
    sizes = [len(p) for p in pictures]
    sizes[0] += length
    # Offsets count from the block's byte-order mark: behind SOI, marker, length and "MPF\0".
    offsets = [0] + [sum(sizes[:i]) - 10 for i in range(1, len(pictures))]
    return after_start(pictures[0], multi_picture_index(sizes, offsets)) + b"".join(pictures[1:])


def exif_block(thumbnail):
    first = struct.pack("<HHHIII", 1, 274, 3, 1, 1, 26)
    second = struct.pack("<H", 2) + struct.pack("<HHII", 513, 4, 1, 56) + struct.pack("<HHII", 514, 4, 1, len(thumbnail))
    block = b"II*\0" + struct.pack("<I", 8) + first + second + struct.pack("<I", 0)
    assert len(block) == 56
    return block + thumbnail


def with_thumbnail(jpeg, thumbnail):
    return after_start(jpeg, segment(0xE1, b"Exif\0\0" + exif_block(thumbnail)))


def xmp_packet(description):
    return b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">' \
        + description + b'</rdf:RDF></x:xmpmeta>'


def with_xmp(jpeg, description):
    return after_start(jpeg, segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + xmp_packet(description)))


def as_gain_map(jpeg):
    return with_xmp(
        jpeg,
        b'<rdf:Description xmlns:hdrgm="http://ns.adobe.com/hdr-gain-map/1.0/" hdrgm:Version="1.0" '
        b'hdrgm:GainMapMax="3.0"/>')


def container(picture, files):
    """Google's container format: XMP names the files that follow. Each is semantic, MIME type, bytes, padding."""
    directory = b'<rdf:Description xmlns:Container="http://ns.google.com/photos/1.0/container/" ' \
        b'xmlns:Item="http://ns.google.com/photos/1.0/container/item/"><Container:Directory><rdf:Seq>' \
        b'<rdf:li rdf:parseType="Resource"><Container:Item Item:Mime="image/jpeg" Item:Semantic="Primary" ' \
        b'Item:Padding="3"/></rdf:li>'
    for semantic, mime, data, padding in files:
        directory += b'<rdf:li rdf:parseType="Resource"><Container:Item Item:Mime="%s" Item:Semantic="%s" ' \
            b'Item:Length="%d" Item:Padding="%d"/></rdf:li>' % (mime, semantic, len(data), padding)
    directory += b'</rdf:Seq></Container:Directory></rdf:Description>'
    return with_xmp(picture, directory) + bytes(3) + b"".join(data + bytes(padding) for _, _, data, padding in files)


def lens_blur(picture, depth, sharp):
    """A depth map and the picture before it was blurred, as text in extended XMP, in parts that stand out of order."""
    name, document = b"http://ns.adobe.com/xmp/extension/\0", b"0123456789ABCDEF0123456789ABCDEF"
    text = xmp_packet(
        b'<rdf:Description xmlns:GDepth="http://ns.google.com/photos/1.0/depthmap/" '
        b'xmlns:GImage="http://ns.google.com/photos/1.0/image/" GImage:Mime="image/jpeg" GImage:Data="'
        + base64.b64encode(sharp) + b'" GDepth:Mime="image/png" GDepth:Data="' + base64.b64encode(depth) + b'"/>')
    parts = [
        segment(0xE1, name + document + struct.pack(">II", len(text), at) + text[at:at + 10_000])
        for at in range(0, len(text), 10_000)]
    return after_start(picture, b"".join(reversed(parts)))


def jpegs():
    a, b, c = map(read, PICTURES)
    thumbnail = read(THUMBNAIL)
    return {
        "mpo-three.jpg": (multi_picture([a, b, c]), dict(enumerate(PICTURES)), 3),
        "appended.jpg": (
            a + bytes(37) + with_thumbnail(b, thumbnail),
            dict(enumerate(PICTURES[:2])) | {"thumbnail": THUMBNAIL}, 2),
        "png-appended.jpg": (a + bytes(37) + read(STILL), {0: PICTURES[0], 1: STILL}, 2),
        "thumbnail.jpg": (with_thumbnail(a, thumbnail), {0: PICTURES[0], "thumbnail": THUMBNAIL}, 1),
        "gain-map.jpg": (multi_picture([a, as_gain_map(b), c]), dict(enumerate(PICTURES)), 2),
        "container.jpg": (
            container(a, [
                (b"Depth", b"image/jpeg", b, 0), (b"Original", b"image/jpeg", c, 5),
                (b"GainMap", b"image/png", read(STILL), 0), (b"MotionPhoto", b"video/mp4", bytes(100), 0)]),
            dict(enumerate(PICTURES)) | {3: STILL}, 2),
        "lens-blur.jpg": (lens_blur(a, read(STILL), b), {0: PICTURES[0], 1: PICTURES[1], 2: STILL}, 2),
    }


# ---- PNG ----

CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}


def chunk(name, body=b""):
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def packed(rows):
    return zlib.compress(b"".join(b"\0" + bytes(v for pixel in row for v in pixel) for row in rows), 9)


def still(rows, colour, extra=b""):
    header = struct.pack(">IIBBBBB", len(rows[0]), len(rows), 8, colour, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + extra + chunk(b"IDAT", packed(rows)) + chunk(b"IEND")


def scene(width, height, channels, alphas=None):
    """Smooth waves; the last channel is one of `alphas` where they are given."""
    waves = [[(RANDOM.uniform(.02, .25), RANDOM.uniform(.02, .25), RANDOM.uniform(0, 7)) for _ in range(4)]
             for _ in range(channels)]

    def value(channel, x, y):
        return int(127.5 + 31 * sum(math.sin(a * x + b * y + c) for a, b, c in waves[channel]))
    rows = [[[value(c, x, y) for c in range(channels)] for x in range(width)] for y in range(height)]
    if alphas:
        for y, row in enumerate(rows):
            for x, pixel in enumerate(row):
                pixel[-1] = alphas[(x // 9 + y // 7) % len(alphas)]
    return rows


def over(above, below):
    """PNG 3rd edition, 13.16, samples that are not premultiplied; halves are rounded up."""
    if above[-1] == 0:
        return below
    a, b = Fraction(above[-1], 255), Fraction(below[-1], 255)
    alpha = a + b * (1 - a)
    colours = [(v * a + w * b * (1 - a)) / alpha for v, w in zip(above[:-1], below[:-1])]
    return [math.floor(v + Fraction(1, 2)) for v in colours + [alpha * 255]]


KEEP, CLEAR, RESTORE = 0, 1, 2
SOURCE, OVER = 0, 1


def composed(size, frames, with_alpha):
    """What is shown during each frame; `with_alpha` gives a frame's pixels their alpha."""
    width, height = size
    channels = len(with_alpha(frames[0][0][0][0]))
    canvas = [[[0] * channels for _ in range(width)] for _ in range(height)]
    for number, (rows, x0, y0, dispose, blend) in enumerate(frames):
        before = [list(row) for row in canvas]
        for y, row in enumerate(rows):
            for x, pixel in enumerate(row):
                pixel = with_alpha(pixel)
                canvas[y0 + y][x0 + x] = pixel if blend == SOURCE else over(pixel, canvas[y0 + y][x0 + x])
        yield [list(row) for row in canvas]
        for y in range(len(rows)):
            for x in range(len(rows[0])):
                if dispose == CLEAR or (dispose == RESTORE and number == 0):
                    canvas[y0 + y][x0 + x] = [0] * channels
                elif dispose == RESTORE:
                    canvas[y0 + y][x0 + x] = before[y0 + y][x0 + x]


def animated(size, colour, frames, hidden=None, extra=b""):
    sequence = iter(range(1000))
    out = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", *size, 8, colour, 0, 0, 0)) + extra
    out += chunk(b"acTL", struct.pack(">II", len(frames), 0))
    if hidden:
        out += chunk(b"IDAT", packed(hidden))
    for number, (rows, x, y, dispose, blend) in enumerate(frames):
        control = struct.pack(">IIIIIHHBB", next(sequence), len(rows[0]), len(rows), x, y, 1, 10, dispose, blend)
        out += chunk(b"fcTL", control)
        data = packed(rows)
        if number == 0 and not hidden:
            out += chunk(b"IDAT", data)
            continue
        for part in (data[:len(data) // 3], data[len(data) // 3:]):
            out += chunk(b"fdAT", struct.pack(">I", next(sequence)) + part)
    return out + chunk(b"IEND")


def animations():
    size = (96, 80)
    clear, half = [255, 0, 128], [0, 64, 200]
    rgba = [
        (scene(*size, 4, [255, 255, 90]), 0, 0, KEEP, SOURCE),
        (scene(50, 40, 4, clear), 30, 20, KEEP, OVER),
        (scene(60, 30, 4, half), 5, 45, CLEAR, SOURCE),
        (scene(70, 60, 4, clear), 20, 10, RESTORE, OVER),
        (scene(33, 33, 4, half), 0, 0, KEEP, OVER),
        (scene(*size, 4, half), 0, 0, RESTORE, OVER),
        (scene(20, 70, 4, [255]), 76, 10, KEEP, SOURCE),
    ]
    yield "apng-composed.png", size, 6, rgba, None, b"", lambda p: p
    rgb = [
        (scene(60, 50, 3), 10, 20, CLEAR, SOURCE),
        (scene(*size, 3), 0, 0, KEEP, SOURCE),
        (scene(40, 40, 3), 50, 35, RESTORE, OVER),
        (scene(10, 10, 3), 0, 0, KEEP, OVER),
    ]
    yield "apng-hidden-default.png", size, 2, rgb, scene(*size, 3), b"", lambda p: p + [255]
    gray = [(scene(*size, 1), 0, 0, RESTORE, SOURCE), (scene(70, 60, 1), 20, 15, KEEP, OVER)]
    yield "apng-gray.png", size, 0, gray, None, b"", lambda p: p + [255]
    colours = [[RANDOM.randrange(256) for _ in range(3)] + [(255, 0, 140)[i % 3]] for i in range(256)]
    extra = chunk(b"PLTE", bytes(v for c in colours for v in c[:3])) + chunk(b"tRNS", bytes(c[3] for c in colours))
    palette = [(scene(*size, 1), 0, 0, KEEP, SOURCE), (scene(80, 70, 1), 7, 3, KEEP, OVER)]
    yield "apng-palette.png", size, 3, palette, None, extra, lambda p: list(colours[p[0]])


def stills():
    picture = read(STILL)
    end = 8 + 25  # of the signature and IHDR
    exif = chunk(b"eXIf", exif_block(read(THUMBNAIL)))
    jpeg = read(PICTURES[0])
    return {
        "thumbnail.png": (picture[:end] + exif + picture[end:], {0: STILL, "thumbnail": THUMBNAIL}, 1),
        "jpeg-appended.png": (picture + bytes(37) + jpeg, {0: STILL, 1: PICTURES[0]}, 2),
    }


def main():
    TARGET.mkdir(exist_ok=True)
    lines = []
    for name, (data, frames, count) in (jpegs() | stills()).items():
        (TARGET / name).write_bytes(data)
        lines += [f"frames/{name}\t{frame}\t{picture}\t{count}\n" for frame, picture in frames.items()]
    for name, size, colour, frames, hidden, extra, with_alpha in animations():
        (TARGET / name).write_bytes(animated(size, colour, frames, hidden, extra))
        shown = list(composed(size, frames, with_alpha))
        if hidden:
            shown = [[[with_alpha(p) for p in row] for row in hidden]] + shown
        for frame, rows in enumerate(shown):
            path = f"frames/{name[:-4]}.{frame}.png"
            (HERE.parent / path).write_bytes(still(rows, 4 if len(rows[0][0]) == 2 else 6))
            lines.append(f"frames/{name}\t{frame}\t{path}\t{len(shown)}\n")
    (TARGET / "expected.tsv").write_text("".join(lines))


main()
