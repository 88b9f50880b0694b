"""TIFF pictures of every kind that Pillow and the writer below offer, and the hashes of what Pillow shows of them.

Writes ../tiff and its table: path, frame, hash, quality, width, height, how many pictures the file holds. The hashes are of
the pictures as they are stored: what an orientation turns is turned back.
"""

import io
import pathlib
import struct
import zlib

import numpy as np
from PIL import Image, TiffImagePlugin

from expectation import expectation

HERE = pathlib.Path(__file__).resolve().parent
TARGET = HERE.parent / "tiff"
SIZE = (97, 63)
WIDTH, LENGTH, BITS, COMPRESSION, PHOTOMETRIC, OFFSETS, SAMPLES, ROWS, SIZES, PLANES = (
    256, 257, 258, 259, 262, 273, 277, 278, 279, 284)
PALETTE, TILE_WIDTH, TILE_LENGTH, TILE_OFFSETS, TILE_SIZES, BELOW, EXTRA = 320, 322, 323, 324, 325, 330, 338


def scene(number, size=SIZE):
    with Image.open(HERE.parent / f"pictures/edited/{number}-original.jpg") as picture:
        return picture.convert("RGB").resize(size, Image.Resampling.BICUBIC)


def saved(picture, compression="raw", **options):
    target = io.BytesIO()
    picture.save(target, format="TIFF", compression=compression, **options)
    return target.getvalue()


# ---- a writer of its own, for what Pillow does not write ----

def directory(entries, start, order, big=False, following=0):
    """The directory at `start` and the values behind it; `entries`: tag to (type, values)."""
    count, place = ("Q", "Q") if big else ("H", "I")
    inline = 8 if big else 4
    codes = {1: "B", 3: "H", 4: "I", 16: "Q"}
    head, tail = struct.pack(order + count, len(entries)), b""
    at = start + struct.calcsize(order + count) + len(entries) * (20 if big else 12) + inline
    for tag, (type, values) in sorted(entries.items()):
        data = struct.pack(f"{order}{len(values)}{codes[type]}", *values)
        head += struct.pack(order + "HH" + place, tag, type, len(values))
        if len(data) > inline:
            head += struct.pack(order + place, at + len(tail))
            tail += data + b"\0" * (len(data) % 2)
        else:
            head += data.ljust(inline, b"\0")
    return head + struct.pack(order + place, following) + tail


def written(entries, blocks, order="<", big=False, offsets=OFFSETS, sizes=SIZES):
    """The blocks stand before the directory, so that it is the last thing in the file."""
    mark = {"<": b"II", ">": b"MM"}[order]
    head = 16 if big else 8
    places, at = [], head
    for block in blocks:
        places.append(at)
        at += len(block)
    entries = {**entries, offsets: (4, places), sizes: (4, [len(block) for block in blocks])}
    link = struct.pack(order + "HHHQ", 43, 8, 0, at) if big else struct.pack(order + "HI", 42, at)
    return mark + link + b"".join(blocks) + directory(entries, at, order, big)


def facts(samples, photometric, bits=8, compression=1, **more):
    height, width, count = samples.shape
    names = {"planes": PLANES, "extra": EXTRA, "rows": ROWS}
    return {WIDTH: (3, [width]), LENGTH: (3, [height]), BITS: (3, [bits] * count), COMPRESSION: (3, [compression]),
            PHOTOMETRIC: (3, [photometric]), SAMPLES: (3, [count]),
            **{names[name]: (3, [value]) for name, value in more.items()}}


def strips(samples, rows, order="<", pack=lambda data: data):
    data = samples.astype(samples.dtype.newbyteorder(order))
    return [pack(data[y:y + rows].tobytes()) for y in range(0, len(data), rows)]


def array(picture):
    samples = np.asarray(picture)
    return samples if samples.ndim == 3 else samples[..., None]


def planar(picture, rows=20):
    samples = array(picture)
    blocks = [block for plane in range(3) for block in strips(samples[..., plane], rows)]
    return written(facts(samples, 2, planes=2, rows=rows), blocks)


def tiled(picture, side=32, planes=1):
    samples = array(picture)
    height, width, count = samples.shape
    down, across = -(-height // side), -(-width // side)
    padded = np.pad(samples, ((0, down * side - height), (0, across * side - width), (0, 0)), mode="edge")
    groups = [padded] if planes == 1 else [padded[..., plane:plane + 1] for plane in range(count)]
    tiles = [group[y * side:(y + 1) * side, x * side:(x + 1) * side].tobytes()
             for group in groups for y in range(down) for x in range(across)]
    entries = {**facts(samples, 2, planes=planes), TILE_WIDTH: (3, [side]), TILE_LENGTH: (3, [side])}
    return written(entries, [zlib.compress(tile) for tile in tiles] if planes == 1 else tiles, offsets=TILE_OFFSETS,
                   sizes=TILE_SIZES) if planes == 2 else written(
        {**entries, COMPRESSION: (3, [8])}, [zlib.compress(tile) for tile in tiles], offsets=TILE_OFFSETS,
        sizes=TILE_SIZES)


def deep(picture, order, photometric):
    samples = array(picture).astype(np.uint16) * 257
    samples[::2] -= samples[::2] > 0  # the low byte differs from the high one
    return written(facts(samples, photometric, bits=16, rows=30), strips(samples, 30, order), order)


def packed(picture, bits, photometric, palette=None):
    """Gray of few bits, or indices."""
    levels = np.asarray(picture.convert("L")) >> (8 - bits)
    places = np.unpackbits(levels[..., None].astype(np.uint8), axis=2)[..., 8 - bits:]
    rows = np.packbits(places.reshape(len(levels), -1), axis=1)
    entries = facts(levels[..., None], photometric, bits=bits, rows=25)
    if palette:
        entries[PALETTE] = (3, palette)
    return written(entries, strips(rows, 25))


def below(picture, other):
    """A directory that has another one below it."""
    first, second = array(picture), array(other)
    pixels = first.tobytes(), second.tobytes()
    at = 8 + sum(map(len, pixels))
    lower = {**facts(second, 2), OFFSETS: (4, [8 + len(pixels[0])]), SIZES: (4, [len(pixels[1])])}
    lower_directory = directory(lower, at, "<")
    upper = {**facts(first, 2), OFFSETS: (4, [8]), SIZES: (4, [len(pixels[0])]), BELOW: (4, [at])}
    start = at + len(lower_directory)
    return b"II*\0" + struct.pack("<I", start) + b"".join(pixels) + lower_directory + directory(upper, start, "<")


def turned(number, tag):
    directory = TiffImagePlugin.ImageFileDirectory_v2()
    directory[274] = tag
    return saved(scene(number), "tiff_lzw", tiffinfo=directory)


def with_alpha(picture):
    alpha = np.linspace(0, 255, picture.width).astype(np.uint8)
    picture = picture.copy()
    picture.putalpha(Image.fromarray(np.repeat(alpha[None], picture.height, axis=0)))
    return picture


def premultiplied(picture):
    samples = array(with_alpha(picture)).astype(np.uint16)
    samples[..., :3] = samples[..., :3] * samples[..., 3:] // 255
    samples = samples.astype(np.uint8)
    return written(facts(samples, 2, rows=40, extra=1), strips(samples, 40))


def files():
    for compression in ("raw", "tiff_lzw", "tiff_adobe_deflate", "tiff_deflate", "packbits", "lzma", "zstd", "jpeg"):
        yield f"{compression.removeprefix('tiff_').replace('_', '-')}.tif", saved(scene(200), compression)
    yield "lzw-predictor.tif", saved(scene(202), "tiff_lzw", tiffinfo={317: 2})
    yield "ycbcr.tif", saved(scene(200).convert("YCbCr"), "tiff_lzw")
    yield "gray.tif", saved(scene(201).convert("L"), "tiff_lzw")
    yield "gray-jpeg.tif", saved(scene(201).convert("L"), "jpeg")
    for compression in ("raw", "group3", "group4", "tiff_ccitt"):
        name = compression.removeprefix("tiff_")
        yield f"black-and-white-{name}.tif", saved(scene(202).convert("1"), compression)
    yield "palette.tif", saved(scene(200).quantize(64), "tiff_lzw")
    yield "gray-alpha.tif", saved(with_alpha(scene(200)).convert("LA"), "tiff_lzw")
    yield "alpha.tif", saved(with_alpha(scene(201)), "tiff_adobe_deflate")
    yield "alpha-premultiplied.tif", premultiplied(scene(202))
    yield "cmyk.tif", saved(scene(200).convert("CMYK"), "tiff_lzw")
    yield "planar.tif", planar(scene(201))
    yield "tiled.tif", tiled(scene(202))
    yield "tiled-planar.tif", tiled(scene(200), planes=2)
    yield "deep-gray.tif", deep(scene(201).convert("L"), "<", 1)
    yield "deep-gray-big-endian.tif", deep(scene(201).convert("L"), ">", 1)
    yield "deep-rgb.tif", deep(scene(202), "<", 2)
    yield "deep-rgb-big-endian.tif", deep(scene(202), ">", 2)
    for bits in (2, 4):
        yield f"gray-{bits}.tif", packed(scene(200), bits, 1)
        yield f"gray-{bits}-inverted.tif", packed(scene(200), bits, 0)
    colours = np.random.default_rng(15).integers(0, 65536, (3, 16))
    yield "palette-4.tif", packed(scene(201), 4, 3, [int(c) for c in colours.ravel()])
    samples = array(scene(202))
    yield "big.tif", written(facts(samples, 2, rows=63), strips(samples, 63), big=True)
    yield "big-endian.tif", written(facts(samples, 2, rows=63), strips(samples, 63, ">"), ">")
    for tag in range(2, 9):
        yield f"turned-{tag}.tif", turned(200, tag)
    yield "three.tif", saved(scene(200), "tiff_lzw", save_all=True, append_images=[scene(201).convert("L"), scene(202)])
    yield "below.tif", below(scene(200), scene(201))
    yield "small-24x20.tif", saved(scene(200, (24, 20)), "tiff_lzw")


def stored(picture):
    """The pixels that the file has, 8 bits of RGB; Pillow turns them as it loads them."""
    tag = picture.tag_v2.get(274, 1)
    picture.load()
    if picture.mode.startswith("I"):
        gray = (np.asarray(picture).astype(np.uint32) >> 8).astype(np.uint8)
        return np.repeat(gray[..., None], 3, axis=2)
    pixels = np.asarray(picture.convert("RGB"))
    back = {2: lambda p: p[:, ::-1], 3: lambda p: p[::-1, ::-1], 4: lambda p: p[::-1],
            5: lambda p: p.transpose(1, 0, 2), 6: lambda p: np.rot90(p, 1),
            7: lambda p: p[::-1, ::-1].transpose(1, 0, 2), 8: lambda p: np.rot90(p, -1)}
    return np.ascontiguousarray(back.get(tag, lambda p: p)(pixels))


def pictures(name, data):
    """Pillow does not look below directories."""
    with Image.open(io.BytesIO(data)) as picture:
        for frame in range(picture.n_frames):
            picture.seek(frame)
            yield stored(picture)
    if name == "below.tif":
        yield np.asarray(scene(201))


def main():
    TARGET.mkdir(exist_ok=True)
    lines = []
    for name, data in files():
        (TARGET / name).write_bytes(data)
        shown = list(pictures(name, data))
        for frame, pixels in enumerate(shown):
            facts = [*expectation(pixels), str(pixels.shape[1]), str(pixels.shape[0]), str(len(shown))]
            lines.append("\t".join([f"tiff/{name}", str(frame), *facts]))
    (TARGET / "expected.tsv").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
