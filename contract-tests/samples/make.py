#!/usr/bin/env python3
"""Draws the sandbox's sample videos and composes their sounds; ffmpeg encodes both.

Usage: make.py FOLDER. Needs Pillow, NumPy and ffmpeg. The same versions make the same files.
"""

import math
import random
import subprocess
import sys
import wave
from pathlib import Path

import numpy
from PIL import Image, ImageDraw, ImageFont

FRAMES_A_SECOND = 12
LONGER_SIDE = 320
# Drawn larger and scaled down, which smooths edges.
SCALE = 3
RATIOS_OF_V5 = ["16:9", "4:3", "1:1", "3:4", "9:16"]
RATIOS_OF_V6 = [*RATIOS_OF_V5, "2:3", "3:2", "21:9"]


class Frame:
    """A picture whose coordinates run from 0 to 1 in both directions, whatever its ratio."""

    def __init__(self, width, height):
        self.width, self.height = width * SCALE, height * SCALE
        self.unit = min(self.width, self.height)
        self.image = Image.new("RGB", (self.width, self.height))
        self.draw = ImageDraw.Draw(self.image)

    def x(self, x):
        return x * self.width

    def y(self, y):
        return y * self.height

    def sky(self, top, bottom, until=1.0):
        last = max(1, int(self.y(until)))
        for line in range(last):
            part = line / last
            colour = tuple(round(a + (b - a) * part) for a, b in zip(top, bottom))
            self.draw.line([(0, line), (self.width, line)], fill=colour)

    def box(self, left, top, right, bottom, colour):
        self.draw.rectangle([self.x(left), self.y(top), self.x(right), self.y(bottom)], fill=colour)

    def shape(self, x, y, points, colour):
        """Points relative to a place, in parts of the shorter side, so that nothing is stretched."""
        self.draw.polygon([(self.x(x) + dx * self.unit, self.y(y) + dy * self.unit) for dx, dy in points], fill=colour)

    def disc(self, x, y, radius, colour, flat=1.0):
        centre_x, centre_y, r = self.x(x), self.y(y), radius * self.unit
        self.draw.ellipse([centre_x - r, centre_y - r * flat, centre_x + r, centre_y + r * flat], fill=colour)

    def waves(self, level, height, speed, colour, time, seed=0.0):
        points = [(0, self.height)]
        for step in range(61):
            x = step / 60
            points.append((self.x(x), self.y(level + height * math.sin(9 * x + speed * time + seed))))
        self.draw.polygon([*points, (self.width, self.height)], fill=colour)


def boat(frame, time):
    """A paper boat drifts along a rainy street."""
    frame.sky((38, 48, 70), (84, 100, 120), 0.62)
    for n, (left, top) in enumerate([(0.02, 0.2), (0.2, 0.1), (0.42, 0.24), (0.6, 0.14), (0.83, 0.22)]):
        frame.box(left, top, left + 0.15, 0.62, (26 + 4 * n, 32 + 3 * n, 46 + 2 * n))
        for row in range(5):
            for column in range(3):
                lit = (n * 7 + row * 3 + column * 5) % 4 == 0
                colour = (236, 190, 110) if lit else (44, 52, 68)
                x, y = left + 0.025 + 0.042 * column, top + 0.04 + 0.07 * row
                if y < 0.55:
                    frame.box(x, y, x + 0.02, y + 0.035, colour)
    frame.waves(0.62, 0.008, 1.6, (52, 70, 92), time)
    frame.waves(0.74, 0.012, 2.0, (44, 62, 86), time, 2)
    x, y = 0.12 + 0.05 * time, 0.735 + 0.012 * math.sin(2.4 * time)
    x = x % 1.1
    tilt = 0.02 * math.sin(2.4 * time + 1)
    frame.shape(x, y, [(-0.17, -0.02 + tilt), (0.17, -0.02 - tilt), (0.1, 0.07), (-0.1, 0.07)], (244, 240, 228))
    frame.shape(x, y, [(-0.085, -0.02), (0.085, -0.02), (0, -0.17)], (255, 252, 242))
    frame.shape(x, y, [(0, -0.02), (0.085, -0.02), (0, -0.17)], (222, 216, 204))
    frame.waves(0.84, 0.014, 2.6, (36, 54, 78), time, 4)
    rain = random.Random(7)
    for _ in range(46):
        drop_x, start = rain.random(), rain.random()
        drop_y = (start + 0.9 * time) % 1
        frame.draw.line(
            [(frame.x(drop_x), frame.y(drop_y)), (frame.x(drop_x) - 0.01 * frame.unit, frame.y(drop_y) + 0.06 * frame.unit)],
            fill=(150, 170, 192),
            width=SCALE,
        )


def lighthouse(frame, time):
    """The lamp of a lighthouse turns while clouds pass behind it."""
    frame.sky((18, 24, 58), (196, 112, 96), 0.75)
    for n in range(4):
        x = (0.15 + 0.3 * n + 0.025 * time) % 1.3 - 0.15
        y = 0.14 + 0.08 * (n % 3)
        for dx, r in [(-0.07, 0.05), (0, 0.075), (0.08, 0.055)]:
            frame.disc(x + dx, y, r, (86, 70, 104), 0.55)
    angle = 1.1 * time
    beam = math.cos(angle)
    if abs(beam) > 0.08:
        reach, spread = 1.6 * beam, 0.1 + 0.1 * abs(beam)
        frame.shape(0.62, 0.285, [(0, 0), (reach, -spread), (reach, spread)], (250, 214, 128))
    frame.shape(0.62, 0.8, [(-0.075, 0), (0.075, 0), (0.05, -0.42), (-0.05, -0.42)], (238, 234, 226))
    for top in (-0.36, -0.22, -0.08):
        frame.shape(0.62, 0.8, [(-0.066, top + 0.06), (0.066, top + 0.06), (0.06, top), (-0.06, top)], (196, 62, 54))
    frame.box(0.62 - 0.05 * frame.unit / frame.width, 0.27, 0.62 + 0.05 * frame.unit / frame.width, 0.38, (40, 40, 52))
    frame.disc(0.62, 0.3, 0.035, (255, 236, 170))
    frame.shape(0.62, 0.27, [(-0.065, 0), (0.065, 0), (0, -0.08)], (120, 40, 40))
    frame.waves(0.76, 0.012, 1.5, (30, 52, 84), time)
    frame.shape(0.62, 0.84, [(-0.3, 0.06), (-0.16, -0.05), (0.14, -0.06), (0.32, 0.06)], (36, 34, 44))
    frame.waves(0.85, 0.014, 2.1, (22, 42, 72), time, 3)


def vase(frame, time):
    """A potter's wheel turns a tall vase."""
    frame.sky((92, 66, 52), (46, 32, 30))
    frame.disc(0.2, 0.25, 0.28, (122, 88, 62))
    frame.box(0, 0.78, 1, 1, (62, 42, 34))
    frame.disc(0.5, 0.8, 0.34, (92, 88, 84), 0.22)
    frame.disc(0.5, 0.785, 0.33, (124, 120, 114), 0.22)
    grow = 0.75 + 0.25 * math.sin(0.4 * time)
    layers = 44
    for layer in range(layers):
        part = layer / (layers - 1)
        y = 0.78 - 0.52 * grow * part
        radius = 0.1 + 0.07 * math.sin(math.pi * min(1, 1.25 * part)) - 0.03 * part + 0.004 * math.sin(8 * part + 6 * time)
        frame.disc(0.5, y, radius + 0.006, (126, 74, 50), 0.3)
        frame.disc(0.5, y, radius, (186, 116, 78), 0.3)
        glint = 0.6 * radius * math.sin(3.2 * time + 9 * part)
        frame.disc(0.5 + glint * frame.unit / frame.width, y, 0.018, (220, 158, 116), 0.5)
    frame.disc(0.5, 0.78 - 0.52 * grow, 0.055, (70, 40, 30), 0.3)
    for side in (-1, 1):
        x = 0.5 + side * (0.2 + 0.012 * math.sin(2 * time)) * frame.unit / frame.width
        frame.disc(x, 0.52, 0.062, (226, 178, 148), 0.75)
        frame.shape(x, 0.52, [(0, -0.05), (side * 0.5, 0.14), (side * 0.5, 0.26), (0, 0.05)], (214, 164, 134))


def train(frame, time):
    """A train crosses a bridge."""
    frame.sky((120, 176, 216), (222, 232, 224), 0.7)
    frame.disc(0.82, 0.18, 0.08, (255, 240, 196))
    for n, colour in enumerate([(134, 160, 150), (104, 138, 118), (76, 112, 88)]):
        frame.waves(0.5 + 0.08 * n, 0.05 - 0.01 * n, 0.12 * (n + 1), colour, time, 1.7 * n)
    frame.box(0, 0.66, 1, 0.7, (92, 78, 70))
    for n in range(7):
        x = n / 6
        frame.shape(x, 0.7, [(-0.025, 0), (0.025, 0), (0.04, 0.32), (-0.04, 0.32)], (106, 92, 82))
    frame.waves(0.9, 0.01, 1.4, (70, 120, 150), time)
    length = 0.3 * frame.unit / frame.width
    for n in range(5):
        x = (0.22 * time - n * (length + 0.012)) % (5 * (length + 0.012) + 1) - length
        left, right = x, x + length
        frame.box(left, 0.55, right, 0.655, (178, 46, 46) if n else (60, 66, 84))
        frame.box(left, 0.55, right, 0.565, (120, 28, 30))
        if n:
            for window in range(4):
                at = left + length * (0.1 + 0.22 * window)
                frame.box(at, 0.58, at + length * 0.13, 0.615, (250, 230, 180))
        else:
            for puff in range(4):
                age = (time * 1.2 + puff / 4 * 1.6) % 1.6
                frame.disc(right - length * 0.2 - 0.1 * age, 0.5 - 0.16 * age, 0.02 + 0.035 * age, (236, 236, 236))
        for wheel in (0.2, 0.8):
            frame.disc(left + length * wheel, 0.657, 0.017, (30, 30, 34))


def kite(frame, time):
    """A kite climbs over a windy beach."""
    frame.sky((60, 140, 214), (206, 232, 242), 0.66)
    for n in range(5):
        x = (0.1 + 0.27 * n + 0.035 * time) % 1.35 - 0.17
        y = 0.1 + 0.07 * ((n * 2) % 5)
        for dx, r in [(-0.05, 0.035), (0, 0.05), (0.05, 0.04)]:
            frame.disc(x + dx, y, r, (246, 250, 252), 0.6)
    frame.waves(0.64, 0.006, 1.2, (52, 134, 172), time)
    frame.waves(0.7, 0.01, 1.7, (82, 168, 190), time, 2)
    frame.waves(0.77, 0.012, 0.7, (236, 214, 166), time, 1)
    x = 0.56 + 0.13 * math.sin(0.9 * time)
    y = 0.36 - 0.012 * time + 0.04 * math.sin(1.7 * time)
    hand = (frame.x(0.2), frame.y(0.83))
    middle = ((hand[0] + frame.x(x)) / 2, (hand[1] + frame.y(y)) / 2 + 0.08 * frame.unit)
    steps = [n / 20 for n in range(21)]
    line = [
        tuple((1 - s) ** 2 * a + 2 * s * (1 - s) * b + s * s * c for a, b, c in zip(hand, middle, (frame.x(x), frame.y(y))))
        for s in steps
    ]
    frame.draw.line(line, fill=(90, 90, 100), width=SCALE)
    for n in range(1, 9):
        tail_x = x - 0.022 * n + 0.012 * math.sin(5 * time - n)
        tail_y = y + 0.03 * n + 0.012 * math.cos(4 * time - n)
        frame.disc(tail_x, tail_y, 0.014, (240, 190, 60) if n % 2 else (66, 90, 190))
    turn = 0.25 * math.sin(2.3 * time)

    def turned(px, py):
        return px * math.cos(turn) - py * math.sin(turn), px * math.sin(turn) + py * math.cos(turn)

    top, right, bottom, left = turned(0.03, -0.15), turned(0.11, 0), turned(-0.03, 0.17), turned(-0.11, 0)
    frame.shape(x, y, [top, right, (0, 0)], (226, 66, 60))
    frame.shape(x, y, [right, bottom, (0, 0)], (244, 178, 56))
    frame.shape(x, y, [bottom, left, (0, 0)], (226, 66, 60))
    frame.shape(x, y, [left, top, (0, 0)], (244, 178, 56))
    frame.shape(0.2, 0.83, [(-0.02, 0), (0.02, 0), (0.028, 0.11), (-0.028, 0.11)], (70, 60, 110))
    frame.disc(0.2, 0.815, 0.022, (226, 178, 148))


# Operation: the scene, its ratios, its longest video in seconds, and whether it can have a sound.
OPERATIONS = {
    "textToVideo": (boat, RATIOS_OF_V5, 8, False),
    "imageToVideo": (lighthouse, ["16:9"], 8, False),
    "generateV5Video": (vase, RATIOS_OF_V5, 8, True),
    "extendV5Video": (train, ["16:9"], 8, False),
    "generateV6Video": (kite, RATIOS_OF_V6, 15, True),
}


def size(ratio):
    """Width and height: exactly of the ratio, and even, as H.264 needs them."""
    width, height = map(int, ratio.split(":"))
    factor = 2 * round(LONGER_SIDE / max(width, height) / 2)
    return width * factor, height * factor


def caption(frame, operation, ratio, time):
    """The operation, the ratio and the second that is shown."""
    text = f"{operation}  {ratio}  {int(time) + 1} s"
    font = ImageFont.load_default(size=0.062 * frame.unit if frame.width >= frame.height else 0.075 * frame.unit)
    left, top, right, bottom = frame.draw.textbbox((0, 0), text, font=font)
    x, y = (frame.width - (right - left)) / 2, frame.height - 0.13 * frame.unit
    frame.draw.rectangle([0, y - 0.03 * frame.unit, frame.width, frame.height], fill=(14, 18, 26))
    frame.draw.text((x - left, y - top), text, font=font, fill=(240, 240, 240))


def encode(arguments, target, frames=None):
    command = ["ffmpeg", "-nostdin", "-v", "error", "-y", *arguments]
    # Neither names, dates nor the encoder's settings: two runs make the same file.
    command += ["-map_metadata", "-1", "-metadata:s", "encoder=", "-metadata:s", "handler_name="]
    command += ["-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact", "-movflags", "+faststart"]
    subprocess.run([*command, str(target)], input=frames, check=True)


def make_video(folder, operation, ratio):
    scene, _, seconds, _ = OPERATIONS[operation]
    width, height = size(ratio)
    frames = bytearray()
    for n in range(seconds * FRAMES_A_SECOND):
        frame = Frame(width, height)
        scene(frame, n / FRAMES_A_SECOND)
        caption(frame, operation, ratio, n / FRAMES_A_SECOND)
        frames += frame.image.resize((width, height), Image.Resampling.LANCZOS).tobytes()
    encode(
        ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{width}x{height}", "-r", str(FRAMES_A_SECOND), "-i", "-"]
        # A key frame each second, no frame that refers to a later one: any number of whole seconds can be cut.
        + ["-c:v", "libx264", "-profile:v", "high", "-pix_fmt", "yuv420p", "-preset", "veryslow", "-crf", "30", "-tune", "animation"]
        + ["-bf", "0", "-threads", "1", "-g", str(FRAMES_A_SECOND), "-keyint_min", str(FRAMES_A_SECOND), "-sc_threshold", "0"]
        + ["-bsf:v", "filter_units=remove_types=6"],
        folder / f"{operation}-{ratio.replace(':', 'x')}.mp4",
        bytes(frames),
    )


def make_sound(folder, operation):
    """A slow chord with a melody, a note each half second."""
    rate, seconds = 16_000, OPERATIONS[operation][2]
    time = numpy.arange(rate * seconds) / rate
    base = 196.0 if operation == "generateV6Video" else 164.8
    sound = sum(0.06 * numpy.sin(2 * numpy.pi * base * step * time) * (0.7 + 0.3 * numpy.sin(2 * numpy.pi * 0.25 * time)) for step in (1, 1.25, 1.5))
    notes = random.Random(operation)
    for beat in range(seconds * 2):
        pitch = base * 2 * notes.choice([1, 9 / 8, 5 / 4, 3 / 2, 5 / 3, 2])
        local = time - beat / 2
        sound += numpy.where(local >= 0, 0.16 * numpy.sin(2 * numpy.pi * pitch * local) * numpy.exp(-5 * numpy.clip(local, 0, None)), 0)
    wav = folder / "sound.wav"
    with wave.open(str(wav), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(rate)
        out.writeframes((numpy.clip(sound, -1, 1) * 32767).astype("<i2").tobytes())
    encode(["-i", str(wav), "-c:a", "aac", "-b:a", "24k"], folder / f"{operation}.m4a")
    wav.unlink()


def main():
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for operation, (_, ratios, _, has_sound) in OPERATIONS.items():
        for ratio in ratios:
            make_video(folder, operation, ratio)
        if has_sound:
            make_sound(folder, operation)


if __name__ == "__main__":
    main()
