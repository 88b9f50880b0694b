"""One small JPEG for each way a JPEG may be coded. Each function writes a file; its name is the mode."""

import numpy as np
from PIL import Image

import jpeg_writer
from scenes import scene

SIZE = (320, 240)


def picture(seed, size=SIZE):
    return Image.fromarray(scene(seed, *size))


def pillow(path, seed, size=SIZE, mode="RGB", **options):
    picture(seed, size).convert(mode).save(path, quality=options.pop("quality", 85), **options)


def sampled(path, seed, factors, restart=0, size=SIZE, back=b""):
    """YCbCr with the given luma sampling factors, by our own writer."""
    planes = jpeg_writer.to_ycc(scene(seed, *size))
    jpeg_writer.write(path, planes, [factors, (1, 1), (1, 1)], restart=restart, back=back)


def rgb_adobe(path, seed):
    planes = list(np.moveaxis(scene(seed, *SIZE), 2, 0))
    jpeg_writer.write(path, planes, [(1, 1)] * 3, front=jpeg_writer.adobe(0))


def rgb_by_ids(path, seed):
    """No marker says so, but the component ids spell RGB."""
    planes = list(np.moveaxis(scene(seed, *SIZE), 2, 0))
    jpeg_writer.write(path, planes, [(1, 1)] * 3, front=b"", ids=b"RGB")


def inverted_cmyk(seed):
    """Cyan, magenta, yellow, black as Adobe stores them: 255 is no ink."""
    rgb = scene(seed, *SIZE).astype(int)
    black = rgb.max(2)
    share = np.maximum(black, 1)
    return [*(np.rint(rgb[..., i] * 255 / share) for i in range(3)), black]


def ycck(path, seed):
    c, m, y, k = inverted_cmyk(seed)
    # Adobe's YCCK is the YCbCr of (255 - C, 255 - M, 255 - Y), all of the values as stored.
    planes = jpeg_writer.to_ycc(255 - np.stack([c, m, y], 2)) + [k]
    jpeg_writer.write(path, planes, [(1, 1)] * 4, front=jpeg_writer.adobe(2))


def ycck_420(path, seed):
    c, m, y, k = inverted_cmyk(seed)
    planes = jpeg_writer.to_ycc(255 - np.stack([c, m, y], 2)) + [k]
    jpeg_writer.write(path, planes, [(2, 2), (1, 1), (1, 1), (2, 2)], front=jpeg_writer.adobe(2))


def cmyk_adobe(path, seed):
    jpeg_writer.write(path, inverted_cmyk(seed), [(1, 1)] * 4, front=jpeg_writer.adobe(0))


def with_exif(path, seed, tag):
    exif = Image.Exif()
    exif[0x0112] = tag
    pillow(path, seed, exif=exif)


MODES = {
    "420": lambda p: pillow(p, 1, subsampling="4:2:0"),
    "422": lambda p: pillow(p, 2, subsampling="4:2:2"),
    "444": lambda p: pillow(p, 3, subsampling="4:4:4"),
    "440": lambda p: sampled(p, 4, (1, 2)),
    "411": lambda p: sampled(p, 5, (4, 1)),
    "410": lambda p: sampled(p, 6, (4, 2)),
    "progressive-420": lambda p: pillow(p, 7, progressive=True),
    "progressive-444": lambda p: pillow(p, 8, progressive=True, subsampling="4:4:4"),
    "progressive-gray": lambda p: pillow(p, 9, mode="L", progressive=True),
    "progressive-large": lambda p: pillow(p, 2, (1200, 900), quality=70, progressive=True),
    "gray": lambda p: pillow(p, 10, mode="L"),
    "optimized": lambda p: pillow(p, 11, optimize=True),
    "restart-rows": lambda p: pillow(p, 12, restart_marker_rows=1),
    "restart-blocks": lambda p: sampled(p, 13, (2, 2), restart=3),
    "restart-444": lambda p: sampled(p, 14, (1, 1), restart=7, size=(203, 131)),
    "rgb-adobe": lambda p: rgb_adobe(p, 15),
    "rgb-ids": lambda p: rgb_by_ids(p, 16),
    "cmyk": lambda p: pillow(p, 17, mode="CMYK"),
    "cmyk-adobe": lambda p: cmyk_adobe(p, 18),
    "ycck": lambda p: ycck(p, 19),
    "ycck-420": lambda p: ycck_420(p, 20),
    "trailing-bytes": lambda p: sampled(p, 21, (2, 1), back=b"bytes after the end " * 20),
    "quality-20": lambda p: pillow(p, 22, quality=20),
    "quality-100": lambda p: pillow(p, 23, (200, 150), quality=100),
    "odd-321x243": lambda p: pillow(p, 24, (321, 243)),
    "odd-17x9": lambda p: pillow(p, 25, (17, 9)),
    "smallest-5x5": lambda p: pillow(p, 26, (5, 5)),
    "matrix-64x64": lambda p: pillow(p, 27, (64, 64)),
    "tall-40x900": lambda p: pillow(p, 28, (40, 900)),
    **{f"exif-{tag}": (lambda p, tag=tag: with_exif(p, 29 + tag, tag)) for tag in range(1, 9)},
}
