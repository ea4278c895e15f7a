"""QR codes in a picture: zxing-cpp on every frame; slower ways and zbar as a second chance.

`FastLane` reads a camera's frames, `SecondLane` those that it could not, `read` a still picture.
A text that is given is what the code says: what is doubtful counts as not read. The libraries are
loaded at the first picture, in the thread that reads it.
"""

from onsite.scanner.decoding.fast import FastLane
from onsite.scanner.decoding.found import Code, Corner, Hint, Located, Picture, Reading
from onsite.scanner.decoding.letters import decoded
from onsite.scanner.decoding.second import SecondLane
from onsite.scanner.decoding.still import engines, read

__all__ = [
    "Code",
    "Corner",
    "FastLane",
    "Hint",
    "Located",
    "Picture",
    "Reading",
    "SecondLane",
    "decoded",
    "engines",
    "read",
]
