"""Harmless edits that a copy of a picture goes through on its way around the world."""

from PIL import Image, ImageDraw, ImageOps


def caption(picture):
    picture = picture.copy()
    width, height = picture.size
    draw = ImageDraw.Draw(picture)
    draw.rectangle([0, height - height // 12, width, height], fill=(20, 20, 20))
    draw.text((10, height - height // 14), "greetings from the seaside", fill=(250, 250, 250))
    return picture


def cropped(picture):
    width, height = picture.size
    return picture.crop((width // 50, height // 50, width - width // 50, height - height // 50))


EDITS = {
    "recompressed": lambda p: (p, {"quality": 35}),
    "half-size": lambda p: (p.resize((p.width // 2, p.height // 2), Image.Resampling.LANCZOS), {}),
    "mirrored": lambda p: (ImageOps.mirror(p), {}),
    "turned": lambda p: (p.transpose(Image.Transpose.ROTATE_90), {}),
    "captioned": lambda p: (caption(p), {}),
    "cropped": lambda p: (cropped(p), {}),
    "gray": lambda p: (p.convert("L"), {}),
}


def write(path, picture, edit):
    edited, options = EDITS[edit](picture)
    edited.save(path, **{"quality": 80, **options})
