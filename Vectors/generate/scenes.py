"""Photo-like scenes made from numbers: landscapes, streets, still lifes, water, fabric.

Every scene is a function of (seed, width, height) and returns an height x width x 3 uint8 array, row-major RGB.
"""

import numpy as np


def fractal_noise(rng, width, height, slope=1.8):
    """Noise with a 1/f^slope spectrum, scaled to 0...1: clouds, grain, hills."""
    side = 1 << max(width, height, 8).bit_length() - 1
    side = side if side >= max(width, height) else 2 * side
    fy, fx = np.meshgrid(np.fft.fftfreq(side), np.fft.rfftfreq(side), indexing="ij")
    radius = np.hypot(fy, fx)
    radius[0, 0] = 1
    phase = rng.uniform(0, 2 * np.pi, radius.shape)
    field = np.fft.irfft2(np.power(radius, -slope) * np.exp(1j * phase), s=(side, side))[:height, :width]
    low, high = np.percentile(field, [1, 99])
    return np.clip((field - low) / max(high - low, 1e-9), 0, 1)


def mix(a, b, share):
    """a where share is 0, b where it is 1; colours are 0...1 triples or pictures."""
    return a + (np.asarray(b) - a) * share[..., None]


def grid(width, height):
    """x and y of every pixel, both 0...1."""
    y, x = np.mgrid[0:height, 0:width]
    return x / width, y / height


def colour(rng, low=0.1, high=0.95):
    return rng.uniform(low, high, 3)


def landscape(rng, width, height):
    x, y = grid(width, height)
    sky = mix(np.broadcast_to(colour(rng, 0.3, 0.7), (height, width, 3)), colour(rng, 0.6, 1), y)
    picture = mix(sky, [1, 1, 1], fractal_noise(rng, width, height, 1.9) ** 2 * (1 - y))
    sun = np.hypot((x - rng.uniform(0.1, 0.9)) * width / height, y - rng.uniform(0.05, 0.3)) < 0.07
    picture = mix(picture, [1, 0.95, 0.7], sun.astype(float))
    for layer in range(4):
        ridge = fractal_noise(rng, width, 8, 1.6)[4] * 0.35 + 0.22 + 0.16 * layer
        ground = colour(rng, 0.1, 0.5) * (1.1 - 0.2 * layer)
        texture = 0.7 + 0.6 * fractal_noise(rng, width, height, 1.1)[..., None]
        picture = np.where((y > ridge)[..., None], ground * texture, picture)
    return picture


def street(rng, width, height):
    x, y = grid(width, height)
    picture = mix(np.broadcast_to(colour(rng, 0.5, 0.9), (height, width, 3)), colour(rng, 0.3, 0.6), y)
    left = -0.05
    while left < 1:
        right, top = left + rng.uniform(0.08, 0.22), rng.uniform(0.12, 0.6)
        house = (x >= left) & (x < right) & (y > top) & (y < 0.85)
        wall = colour(rng, 0.2, 0.8) * (0.85 + 0.3 * fractal_noise(rng, width, height, 0.9)[..., None])
        columns, rows = rng.integers(3, 7), rng.integers(5, 12)
        u, v = (x - left) / (right - left) * columns % 1, (y - top) / (0.85 - top) * rows % 1
        window = house & (abs(u - 0.5) < 0.28) & (abs(v - 0.5) < 0.3)
        picture = np.where(house[..., None], wall, picture)
        picture = np.where(window[..., None], colour(rng, 0.05, 0.95), picture)
        left = right
    road = 0.3 + 0.3 * fractal_noise(rng, width, height, 0.8)[..., None]
    return np.where((y >= 0.85)[..., None], road * np.ones(3), picture)


def still_life(rng, width, height):
    x, y = grid(width, height)
    table = 0.35 + 0.5 * fractal_noise(rng, width, height, 1.3)[..., None]
    picture = mix(table * colour(rng, 0.4, 0.9), colour(rng, 0.5, 0.9), (y < 0.4).astype(float))
    for _ in range(7):
        cx, cy, r = rng.uniform(0.1, 0.9), rng.uniform(0.3, 0.85), rng.uniform(0.06, 0.2)
        dx, dy = (x - cx) * width / height / r, (y - cy) / r
        inside = dx**2 + dy**2
        shade = np.clip(1 - np.hypot(dx + 0.4, dy + 0.45) * 0.55, 0.05, 1)[..., None]
        skin = colour(rng, 0.3, 1) * (0.8 + 0.4 * fractal_noise(rng, width, height, 1.2)[..., None])
        picture = np.where((inside < 1.3)[..., None] & (dy > 0)[..., None], picture * 0.7, picture)
        picture = np.where((inside < 1)[..., None], skin * shade, picture)
    return picture


def water(rng, width, height):
    x, y = grid(width, height)
    bend = fractal_noise(rng, width, height, 1.7) * 2
    waves = 0.5 + 0.5 * np.sin(bend * 9 + 40 * y / (0.3 + y) + 3 * x)
    picture = mix(np.broadcast_to(colour(rng, 0.05, 0.5), (height, width, 3)), colour(rng, 0.5, 1), waves)
    shore = y > 0.75 + 0.15 * np.sin(5 * x + rng.uniform(0, 6))
    sand = 0.6 + 0.4 * fractal_noise(rng, width, height, 0.7)[..., None]
    return np.where(shore[..., None], sand * np.array([0.9, 0.8, 0.6]), picture)


def fabric(rng, width, height):
    x, y = grid(width, height)
    fold = fractal_noise(rng, width, height, 2.0)
    u, v = x * 11 + fold * 2, y * 9 + fold * 3
    checks = ((np.floor(u) + np.floor(v)) % 3) / 2
    picture = mix(np.broadcast_to(colour(rng), (height, width, 3)), colour(rng), checks)
    thread = 0.85 + 0.15 * np.sin(u * 30) * np.sin(v * 30)
    return picture * (thread * (0.6 + 0.6 * fold))[..., None]


KINDS = [landscape, street, still_life, water, fabric]


def scene(seed, width, height):
    """Scene number `seed`: its kind follows from the number."""
    rng = np.random.default_rng(1000 + seed)
    picture = KINDS[seed % len(KINDS)](rng, width, height)
    return (np.clip(picture, 0, 1) * 255).round().astype(np.uint8)
