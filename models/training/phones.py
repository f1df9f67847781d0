"""The 61 phone symbols of TIMIT, and other notations written in them.

Stops are labelled without their closures, and pauses not at all: neither dictionaries nor speech
synthesisers say where those are.
"""

PHONES = (
    "aa ae ah ao aw ax ax-h axr ay b bcl ch d dcl dh dx eh el em en eng epi er ey f g gcl h# hh hv "
    "ih ix iy jh k kcl l m n ng nx ow oy p pau pcl q r s sh t tcl th uh uw ux v w y z zh"
).split()
NUMBER = {phone: number for number, phone in enumerate(PHONES)}
BLANK = len(PHONES)

# Lee and Hon (1989): 39 classes for scoring; silence, closures and q are left out.
SILENCE = frozenset("pcl tcl kcl bcl dcl gcl h# pau epi q".split())
FOLDED = {
    "ao": "aa", "ax": "ah", "ax-h": "ah", "axr": "er", "hv": "hh", "ix": "ih", "el": "l",
    "em": "m", "en": "n", "nx": "n", "eng": "ng", "zh": "sh", "ux": "uw",
}  # fmt: skip

# Unstressed vowels that TIMIT writes with a symbol of their own.
_REDUCED = {"AH0": "ax", "ER0": "axr"}

# Phoneme mnemonics of espeak-ng's voice en-us and its variants; r-coloured vowels are two phones.
_ESPEAK = {
    "@": "ax", "@-": "ax", "@2": "ax", "@5": "ax", "@L": "el", "3": "axr", "3:": "er", "?": "t",
    "0": "aa", "A:": "aa", "A@": "aa r", "D": "dh", "E": "eh", "I": "ih", "I#": "ix", "I2": "ix",
    "N": "ng", "O": "ao", "O:": "ao", "O2": "ao", "O@": "ao r", "OI": "oy", "S": "sh", "T": "th",
    "U": "uh", "U@": "uh r", "V": "ah", "Z": "zh", "a": "ae", "aa": "ae", "a#": "ax", "aI": "ay",
    "aI3": "ay axr", "aI@": "ay axr", "aU": "aw", "aU@": "aw axr", "dZ": "jh", "e@": "eh r",
    "eI": "ey", "h": "hh", "i": "iy", "i:": "iy", "i@": "iy ax", "i@3": "ih r", "j": "y",
    "n-": "en", "o@": "ao r", "oU": "ow", "r-": "r", "t#": "dx", "t2": "t", "tS": "ch", "u:": "uw",
    **{same: same for same in "b d f g k l m n p r s t v w z".split()},
}  # fmt: skip
_ESPEAK_MARKS = str.maketrans("", "", "',%=;")


def from_arpabet(symbols):
    """Phones of CMU dictionary symbols with or without stress, ``HH AH0 L OW1``."""
    phones = []
    for symbol in symbols:
        phone = _REDUCED.get(symbol, symbol.rstrip("012").lower())
        if phone not in NUMBER:
            raise ValueError(f"expected an ARPAbet symbol, found {symbol}")
        phones.append(phone)
    return phones


def from_espeak(mnemonics):
    """Phones of what ``espeak-ng -x --sep=_ -v en-us`` prints."""
    phones = []
    for symbol in mnemonics.translate(_ESPEAK_MARKS).replace("_", " ").split():
        if symbol in (":", "!", "|", "||", "_:"):
            continue
        if symbol not in _ESPEAK:
            raise ValueError(f"expected a phoneme of espeak-ng's en-us, found {symbol}")
        phones += _ESPEAK[symbol].split()
    return phones


def scored(phones):
    """The 39-class sequence that error rates compare."""
    return [FOLDED.get(phone, phone) for phone in phones if phone not in SILENCE]
