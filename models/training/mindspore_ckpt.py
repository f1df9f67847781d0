"""MindSpore checkpoint files without MindSpore.

A file is one protobuf message per tensor, one after the other (mindspore, checkpoint.proto):
``Checkpoint{1: Value{1: name, 2: Tensor{1: dimensions, 2: type, 3: bytes}}}``.
"""
import numpy as np

_TYPES = {"Float16": "<f2", "Float32": "<f4", "Int32": "<i4", "Int64": "<i8"}
_NAMES = {np.dtype(code): name for name, code in _TYPES.items()}


def save(path, tensors):
    """Writes (name, array) pairs in their order; a scalar's dimensions are 0, as MindSpore has it."""
    with open(path, "wb") as file:
        for name, array in tensors:
            array = np.asarray(array)
            dimensions = b"".join(b"\x08" + _varint(size) for size in array.shape or (0,))
            kind = _field(2, _NAMES[array.dtype].encode())
            tensor = dimensions + kind + _field(3, array.tobytes())
            file.write(_field(1, _field(1, name.encode()) + _field(2, tensor)))


def load(path):
    """The tensors of a plain file by name, in file order."""
    with open(path, "rb") as file:
        data = file.read()
    tensors = {}
    for _, entry in _fields(data):
        value = dict(_fields(entry))
        shape = tuple(size for number, size in _fields(value[2]) if number == 1)
        parts = {number: part for number, part in _fields(value[2]) if number != 1}
        array = np.frombuffer(parts[3], _TYPES[parts[2].decode()])
        tensors[value[1].decode()] = array.reshape(() if shape == (0,) else shape)
    return tensors


def _varint(number):
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    return bytes(out) + bytes([number])


def _field(number, payload):
    return bytes([number << 3 | 2]) + _varint(len(payload)) + payload


def _fields(data):
    """Yields (number, value): an int for a varint, bytes for anything with a length."""
    at = 0
    while at < len(data):
        key, at = _read_varint(data, at)
        value, at = _read_varint(data, at)
        if key & 7 == 2:
            value, at = data[at : at + value], at + value
        yield key >> 3, value


def _read_varint(data, at):
    number = shift = 0
    while True:
        byte = data[at]
        number |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
        if byte < 128:
            return number, at
