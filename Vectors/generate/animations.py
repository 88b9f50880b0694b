"""Animated WebPs and GIFs, icons, and files of other formats behind a JPEG or PNG: what Pillow shows of them.

Runs after frames.py, in whose table it puts its own lines: file, frame, the file whose hash the frame has, how many
pictures the file holds. What an animation shows is written as still PNGs beside it.
"""

import io
import pathlib
import struct

import numpy as np
from PIL import Image

import bmp_modes
import gif_writer
from gif_modes import indexed
from gif_writer import CLEAR, KEEP, RESTORE
from scenes import scene

HERE = pathlib.Path(__file__).resolve().parent
VECTORS = HERE.parent
TARGET = VECTORS / "frames"
SIZE = (96, 80)


# ---- WebP ----

def chunk(name, body):
    return name + struct.pack("<I", len(body)) + body + bytes(len(body) % 2)


def pixels(seed, width, height, alphas):
    """A scene whose tiles have one of `alphas` each."""
    y, x = np.mgrid[0:height, 0:width]
    alpha = np.asarray(alphas)[(x // 9 + y // 7) % len(alphas)]
    return np.concatenate([scene(seed, width, height), alpha[..., None]], axis=2).astype(np.uint8)


def coded(samples, **options):
    """The chunks of a still WebP that hold its pixels."""
    target = io.BytesIO()
    picture = Image.fromarray(samples if samples[..., 3].min() < 255 else samples[..., :3])
    picture.save(target, "WEBP", **{"lossless": True, "exact": True, **options})
    data, out, place = target.getvalue(), b"", 12
    while place < len(data):
        length = struct.unpack("<I", data[place + 4:place + 8])[0]
        if data[place:place + 4] in (b"ALPH", b"VP8 ", b"VP8L"):
            out += data[place:place + 8 + length + length % 2]
        place += 8 + length + length % 2
    return out


def webp_frame(samples, x, y, blend, clear, **options):
    height, width = samples.shape[:2]
    number = lambda value: struct.pack("<I", value)[:3]
    head = number(x // 2) + number(y // 2) + number(width - 1) + number(height - 1) + number(100)
    return chunk(b"ANMF", head + bytes([(0 if blend else 2) | clear]) + coded(samples, **options))


def webp(size, chunks, flags):
    number = lambda value: struct.pack("<I", value - 1)[:3]
    body = b"WEBP" + chunk(b"VP8X", bytes([flags, 0, 0, 0]) + number(size[0]) + number(size[1])) + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(body)) + body


ANIMATED = chunk(b"ANIM", bytes(6))


def webps():
    clear, half = [255, 0, 128], [0, 64, 200]
    yield "webp-composed.webp", webp(SIZE, [
        ANIMATED,
        webp_frame(pixels(620, *SIZE, [255, 255, 90]), 0, 0, True, 0),
        webp_frame(pixels(621, 50, 40, clear), 30, 20, True, 0),
        webp_frame(pixels(622, 60, 30, half), 4, 44, False, 1),
        webp_frame(pixels(623, 70, 60, clear), 20, 10, True, 1),
        webp_frame(pixels(624, 33, 33, half), 30, 0, True, 0, lossless=False, quality=90),
        webp_frame(pixels(624, 33, 33, [0]), 30, 0, True, 0),
        webp_frame(pixels(625, *SIZE, half), 0, 0, True, 1),
        webp_frame(pixels(626, 20, 70, half), 76, 10, True, 0),
    ], 0x12)
    yield "webp-opaque.webp", webp(SIZE, [
        ANIMATED,
        webp_frame(pixels(630, 60, 50, [255]), 10, 20, True, 0, lossless=False),
        webp_frame(pixels(631, *SIZE, [255]), 0, 0, True, 1, lossless=False),
        webp_frame(pixels(632, 40, 40, [255]), 50, 34, True, 0, lossless=False),
    ], 2)


# ---- GIF ----

def gif_image(seed, count, size, x, y, dispose, transparent=None, interlaced=False):
    rows, colours = indexed(seed, count, size)
    return gif_writer.image(
        rows, x, y, colours, transparent, dispose, interlaced, max(2, (count - 1).bit_length()), 10)


def gifs():
    _, colours = indexed(640, 32, SIZE)
    rows, _ = indexed(640, 32, SIZE)
    yield "gif-composed.gif", gif_writer.file(SIZE, [
        gif_writer.image(rows, 0, 0, None, 7, KEEP, bits=5, delay=10),
        gif_image(641, 16, (50, 40), 30, 20, KEEP, 3),
        gif_image(642, 64, (60, 30), 5, 45, CLEAR, 9, True),
        gif_image(643, 16, (70, 60), 20, 10, RESTORE, 2),
        gif_image(644, 8, (33, 33), 0, 0, KEEP),
        gif_writer.image(np.full((20, 20), 1), 40, 40, None, 1, KEEP, bits=5, delay=10),
        gif_image(645, 200, SIZE, 0, 0, RESTORE, 1),
        gif_image(646, 16, (20, 70), 76, 10, 0, 1),
        gif_image(647, 16, (30, 30), 3, 3, KEEP, 1),
    ], colours, loops=True)
    yield "gif-background.gif", gif_writer.file(SIZE, [
        gif_image(650, 32, (60, 60), 10, 10, CLEAR),
        gif_image(651, 32, (50, 40), 40, 30, CLEAR),
        gif_image(652, 32, (30, 30), 0, 0, KEEP),
    ], colours, background=5)


# ---- files within files ----

def still_and_frames():
    """A still picture, and a frame that the header says nothing of."""
    name = "webp-still-and-frames.webp"
    stills = [f"frames/webp-still-and-frames.{number}.png" for number in (0, 1)]
    samples = [pixels(seed, *SIZE, [255]) for seed in (660, 661)]
    (TARGET / name).write_bytes(webp(SIZE, [coded(samples[0]), webp_frame(samples[1], 0, 0, True, 0)], 0))
    for still, picture in zip(stills, samples):
        Image.fromarray(picture).convert("RGB").save(VECTORS / still)
    return lines_of(name, stills)


def read(name):
    return (VECTORS / name).read_bytes()


JPEG, STILL = "pictures/edited/200-original.jpg", "pictures/png/gray-4.png"
THUMBNAIL = "pictures/jpeg/422.jpg"


def exif_block(thumbnail):
    """A directory without a word, and one that says where the thumbnail lies."""
    second = struct.pack("<HHHIIHHIII", 2, 513, 4, 1, 44, 514, 4, 1, len(thumbnail), 0)
    return b"II*\0" + struct.pack("<IHI", 8, 0, 14) + second + thumbnail


def with_thumbnail(name):
    """A WebP with EXIF that holds a thumbnail."""
    data = read(name)
    return webp(Image.open(io.BytesIO(data)).size, [data[12:], chunk(b"EXIF", exif_block(read(THUMBNAIL)))], 8)


def joined():
    yield "gif-appended.jpg", read(JPEG) + bytes(37) + read("pictures/gif/interlaced.gif"), [JPEG, "pictures/gif/interlaced.gif"]
    yield "webp-appended.jpg", read(JPEG) + bytes(37) + read("pictures/webp/lossy-80.webp"), [JPEG, "pictures/webp/lossy-80.webp"]
    yield "bmp-appended.png", read(STILL) + bytes(37) + read("pictures/bmp/matrix-64x64.bmp"), [STILL, "pictures/bmp/matrix-64x64.bmp"]


def icons():
    """The largest first, then by size; each of them alone in a file of its own."""
    entries = [(32, 32, 8, bmp_modes.bitmap_icon(670, 32, 8)), (64, 64, 32, bmp_modes.png_icon(671, 64)),
               (48, 48, 32, bmp_modes.bitmap_icon(672, 48, 32))]
    order = sorted(entries, key=lambda entry: -entry[0])
    return entries, order


def shown(path):
    with Image.open(path) as picture:
        for number in range(picture.n_frames):
            picture.seek(number)
            yield picture.convert("RGBA" if picture.mode in ("RGBA", "LA") else "RGB")


def lines_of(name, stills):
    return [f"frames/{name}\t{frame}\t{still}\t{len(stills)}\n" for frame, still in enumerate(stills)]


def main():
    lines = []
    for name, data in [*webps(), *gifs()]:
        (TARGET / name).write_bytes(data)
        stills = []
        for number, picture in enumerate(shown(TARGET / name)):
            stills.append(f"frames/{name.rsplit('.')[0]}.{number}.png")
            picture.save(VECTORS / stills[-1])
        lines += lines_of(name, stills)
    lines += still_and_frames()
    for name, data, stills in joined():
        (TARGET / name).write_bytes(data)
        lines += lines_of(name, stills)
    entries, order = icons()
    bmp_modes.icon(TARGET / "icons.ico", entries)
    stills = []
    for number, entry in enumerate(order):
        stills.append(f"frames/icons.{number}.ico")
        bmp_modes.icon(VECTORS / stills[-1], [entry])
    lines += lines_of("icons.ico", stills)
    still = "pictures/webp/lossless.webp"
    (TARGET / "thumbnail.webp").write_bytes(with_thumbnail(still))
    lines += [f"frames/thumbnail.webp\t0\t{still}\t1\n", f"frames/thumbnail.webp\tthumbnail\t{THUMBNAIL}\t1\n"]
    table = TARGET / "expected.tsv"
    names = {line.split("\t")[0] for line in lines}
    kept = [line for line in table.read_text().splitlines(True) if line.split("\t")[0] not in names]
    table.write_text("".join(kept + lines))


if __name__ == "__main__":
    main()
