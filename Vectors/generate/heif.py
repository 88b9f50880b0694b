"""HEIC and AVIF pictures of every kind that their encoders offer, and the hashes of what Pillow shows of them.

Writes ../heif and its table: path, frame, hash, quality, width, height, how many pictures the file holds. The hashes are those
of pillow-heif's and Pillow's own decoders, which are not the libraries that the project decodes with: they may differ by
a few bits.
"""

import io
import pathlib
import struct

import numpy as np
import pillow_heif
from PIL import Image

from expectation import expectation

HERE = pathlib.Path(__file__).resolve().parent
TARGET = HERE.parent / "heif"
pillow_heif.register_heif_opener()


def scene(number, size=(240, 180)):
    with Image.open(HERE.parent / f"pictures/edited/{number}-original.jpg") as picture:
        return picture.convert("RGB").resize(size, Image.Resampling.BICUBIC)


def with_alpha(picture):
    alpha = np.linspace(0, 255, picture.width).astype(np.uint8)
    picture = picture.copy()
    picture.putalpha(Image.fromarray(np.repeat(alpha[None], picture.height, axis=0)))
    return picture


def saved(picture, format, **options):
    target = io.BytesIO()
    picture.save(target, format=format, **options)
    return target.getvalue()


def turned(number, tag, format="HEIF"):
    """An orientation that the encoder writes as irot and imir; of HEIC with the EXIF block beside it."""
    picture = scene(number)
    exif = Image.Exif()
    exif[0x0112] = tag
    return saved(picture, format, quality=60, exif=exif.tobytes())


def deep(number):
    """16 bits a sample, which the encoder keeps 10 or 12 of."""
    samples = np.asarray(scene(number)).astype(np.uint16) * 257
    file = pillow_heif.from_bytes(mode="RGB;16", size=(240, 180), data=samples.astype("<u2").tobytes())
    target = io.BytesIO()
    file.save(target, quality=60)
    return target.getvalue()


# ---- a grid of tiles, as phones write it ----

def box(type, body):
    return struct.pack(">I4s", len(body) + 8, type) + body


def full(type, version, flags, body):
    return box(type, struct.pack(">I", version << 24 | flags) + body)


def boxes(data):
    place = 0
    while place < len(data):
        size, type = struct.unpack_from(">I4s", data, place)
        yield type, data[place + 8:place + size]
        place += size


def coded(picture):
    """The decoder's configuration and the coded data of one tile."""
    file = dict(boxes(saved(picture, "HEIF", quality=60)))
    meta = dict(boxes(file[b"meta"][4:]))
    properties = dict(boxes(dict(boxes(meta[b"iprp"]))[b"ipco"]))
    return properties[b"hvcC"], file[b"mdat"]


def grid(number, tile=64, columns=3, rows=2, size=(170, 120)):
    whole = scene(number, (tile * columns, tile * rows))
    tiles = [coded(whole.crop((x * tile, y * tile, (x + 1) * tile, (y + 1) * tile)))
             for y in range(rows) for x in range(columns)]
    count = len(tiles)
    parts = [data for _, data in tiles] + [struct.pack(">BBBBHH", 0, 0, rows - 1, columns - 1, *size)]
    entries = b"".join(
        full(b"infe", 2, 1 if i < count else 0,
             struct.pack(">HH4s", i + 1, 0, b"hvc1" if i < count else b"grid") + b"\0") for i in range(count + 1))
    references = box(b"dimg", struct.pack(">HH", count + 1, count) + b"".join(struct.pack(">H", i + 1) for i in range(count)))
    properties = box(b"hvcC", tiles[0][0]) + full(b"ispe", 0, 0, struct.pack(">II", tile, tile)) + \
        full(b"ispe", 0, 0, struct.pack(">II", *size))
    links = struct.pack(">I", count + 1) + b"".join(
        struct.pack(">HBBB", i + 1, 2, 0x81, 2) for i in range(count)) + struct.pack(">HBB", count + 1, 1, 3)

    def meta(start):
        places = b""
        for i, part in enumerate(parts):
            places += struct.pack(">HHHII", i + 1, 0, 1, start, len(part))
            start += len(part)
        return full(b"meta", 0, 0, full(b"hdlr", 0, 0, struct.pack(">I4s12xB", 0, b"pict", 0))
                    + full(b"pitm", 0, 0, struct.pack(">H", count + 1))
                    + full(b"iinf", 0, 0, struct.pack(">H", count + 1) + entries)
                    + full(b"iref", 0, 0, references)
                    + box(b"iprp", box(b"ipco", properties) + full(b"ipma", 0, 0, links))
                    + full(b"iloc", 0, 0, struct.pack(">BBH", 0x44, 0, count + 1) + places))

    head = box(b"ftyp", b"heic\0\0\0\0mif1heic")
    start = len(head) + len(meta(0)) + 8
    return head + meta(start) + box(b"mdat", b"".join(parts))


def files():
    yield "photograph.heic", saved(scene(200), "HEIF", quality=60), 1
    yield "coarse.heic", saved(scene(201), "HEIF", quality=20), 1
    yield "444.heic", saved(scene(202), "HEIF", quality=80, chroma=444), 1
    yield "gray.heic", saved(scene(200).convert("L"), "HEIF", quality=60), 1
    yield "alpha.heic", saved(with_alpha(scene(201)), "HEIF", quality=60), 1
    yield "odd-171x123.heic", saved(scene(202, (171, 123)), "HEIF", quality=60), 1
    yield "deep.heic", deep(200), 1
    for tag in range(2, 9):
        yield f"turned-{tag}.heic", turned(200, tag), 1
    yield "grid.heic", grid(201), 1
    yield "small-16x16.heic", saved(scene(200, (16, 16)), "HEIF", quality=50), 1
    yield "three.heic", saved(scene(200), "HEIF", quality=50, save_all=True,
                              append_images=[scene(201), scene(202)]), 3
    yield "photograph.avif", saved(scene(200), "AVIF", quality=60), 1
    yield "444.avif", saved(scene(201), "AVIF", quality=70, subsampling="4:4:4"), 1
    yield "gray.avif", saved(scene(202).convert("L"), "AVIF", quality=60), 1
    yield "alpha.avif", saved(with_alpha(scene(200)), "AVIF", quality=60), 1
    for tag in range(2, 9):
        yield f"turned-{tag}.avif", turned(200, tag, "AVIF"), 1
    yield "odd-171x123.avif", saved(scene(201, (171, 123)), "AVIF", quality=60), 1
    yield "small-16x16.avif", saved(scene(202, (16, 16)), "AVIF", quality=50), 1


def main():
    TARGET.mkdir(exist_ok=True)
    lines = []
    for name, data, count in files():
        (TARGET / name).write_bytes(data)
        with Image.open(io.BytesIO(data)) as picture:
            for frame in range(count):
                picture.seek(frame)
                pixels = np.asarray(picture.convert("RGB"))
                facts = [*expectation(pixels), str(pixels.shape[1]), str(pixels.shape[0]), str(count)]
                lines.append("\t".join([f"heif/{name}", str(frame), *facts]))
    (TARGET / "expected.tsv").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
