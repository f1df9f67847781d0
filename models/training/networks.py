"""The two networks in PyTorch, and their tensors under the names MindSpore gives them."""
import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from features import FBANK_DIMENSION, MFCC_DIMENSION
from phones import BLANK


class PhoneNetwork(nn.Module):
    """ctcmodel: two bidirectional LSTM layers and a dense one to the phones and the blank."""

    def __init__(self, hidden=128, dropout=0.2):
        super().__init__()
        self.lstm = nn.LSTM(
            MFCC_DIMENSION, hidden, 2, bidirectional=True, dropout=dropout, batch_first=True
        )
        self.dropout = nn.Dropout(dropout)
        self.embedding = nn.Linear(2 * hidden, BLANK + 1)

    def forward(self, frames):
        """(batch, frames, 39) -> logits (batch, frames, 62)."""
        return self.embedding(self.dropout(self.lstm(frames)[0]))

    def tensors(self, scale=None):
        """(name, array) pairs; inputs that were divided by ``scale`` in training may come as is."""
        for name, value in self.state_dict().items():
            array = value.detach().cpu().double().numpy()
            if scale is not None and name.startswith("lstm.weight_ih_l0"):
                array = array / np.asarray(scale, np.float64)
            yield name, array.astype(np.float32)

    def take(self, tensors, scale=None):
        """The reverse of ``tensors``."""
        state = {}
        for name in self.state_dict():
            array = tensors[name].astype(np.float64)
            if scale is not None and name.startswith("lstm.weight_ih_l0"):
                array = array * np.asarray(scale, np.float64)
            state[name] = torch.tensor(array, dtype=torch.float32)
        self.load_state_dict(state)


class Tdnn(nn.Module):
    """Convolution over time, ReLU, batch norm: in this order."""

    def __init__(self, inputs, outputs, width, dilation=1):
        super().__init__()
        self.conv = nn.Conv1d(
            inputs, outputs, width, dilation=dilation, padding=dilation * (width - 1) // 2
        )
        self.norm = nn.BatchNorm1d(outputs)

    def forward(self, x):
        return self.norm(F.relu(self.conv(x)))


class Res2Net(nn.Module):
    """Channel groups, each fed with its own part and what came out of the group before."""

    def __init__(self, channels, dilation, groups=8):
        super().__init__()
        part = channels // groups
        self.groups = groups
        self.blocks = nn.ModuleList(Tdnn(part, part, 3, dilation) for _ in range(groups - 1))

    def forward(self, x):
        first, *rest = x.chunk(self.groups, dim=1)
        outputs = [first]
        for number, (block, part) in enumerate(zip(self.blocks, rest)):
            outputs.append(block(part if number == 0 else part + outputs[-1]))
        return torch.cat(outputs, dim=1)


class SqueezeExcite(nn.Module):
    """Weighs the channels by what their means over time say."""

    def __init__(self, channels, narrow):
        super().__init__()
        self.conv1 = nn.Conv1d(channels, narrow, 1)
        self.conv2 = nn.Conv1d(narrow, channels, 1)

    def forward(self, x):
        return x * torch.sigmoid(self.conv2(F.relu(self.conv1(x.mean(2, keepdim=True)))))


class Block(nn.Module):
    """The SE-Res2Block, with its input added to the result."""

    def __init__(self, channels, dilation, narrow):
        super().__init__()
        self.tdnn1 = Tdnn(channels, channels, 1)
        self.res2net_block = Res2Net(channels, dilation)
        self.tdnn2 = Tdnn(channels, channels, 1)
        self.se_block = SqueezeExcite(channels, narrow)

    def forward(self, x):
        return x + self.se_block(self.tdnn2(self.res2net_block(self.tdnn1(x))))


class AttentivePooling(nn.Module):
    """Mean and standard deviation over time, weighted by channel-wise attention."""

    def __init__(self, channels, narrow):
        super().__init__()
        self.tdnn = Tdnn(channels, narrow, 1)
        self.conv = nn.Conv1d(narrow, channels, 1)

    def forward(self, x):
        weight = self.conv(torch.tanh(self.tdnn(x))).softmax(dim=2)
        mean = (weight * x).sum(2, keepdim=True)
        variance = (weight * (x - mean) ** 2).sum(2, keepdim=True)
        return torch.cat([mean, variance.clamp(min=1e-12).sqrt()], dim=1)


class VoiceNetwork(nn.Module):
    """ecapa_tdnn, of any width."""

    def __init__(self, channels=256, narrow=64, embedding=192):
        super().__init__()
        blocks = [Block(channels, dilation, narrow) for dilation in (2, 3, 4)]
        self.blocks = nn.ModuleList([Tdnn(FBANK_DIMENSION, channels, 5), *blocks])
        self.mfa = Tdnn(3 * channels, 3 * channels, 1)
        self.asp = AttentivePooling(3 * channels, narrow)
        self.asp_bn = nn.BatchNorm1d(6 * channels)
        self.fc = nn.Conv1d(6 * channels, embedding, 1)

    def forward(self, frames):
        """(batch, frames, 80) -> embeddings (batch, 192)."""
        x = self.blocks[0](frames.transpose(1, 2))
        outputs = []
        for block in self.blocks[1:]:
            x = block(x)
            outputs.append(x)
        return self.fc(self.asp_bn(self.asp(self.mfa(torch.cat(outputs, dim=1))))).squeeze(2)

    def tensors(self):
        """(name, array) pairs: convolutions with a height of 1, batch norms under norm2d."""
        for name, value in self.state_dict().items():
            if not name.endswith("num_batches_tracked"):
                array = value.detach().cpu().numpy()
                yield _mindspore_name(name), array[:, :, None] if array.ndim == 3 else array

    def take(self, tensors):
        """The reverse of ``tensors``."""
        state = self.state_dict()
        for name, value in state.items():
            if not name.endswith("num_batches_tracked"):
                array = tensors[_mindspore_name(name)].reshape(tuple(value.shape))
                state[name] = torch.tensor(array)
        self.load_state_dict(state)


_NORM_NAMES = {
    "weight": "norm2d.gamma",
    "bias": "norm2d.beta",
    "running_mean": "norm2d.moving_mean",
    "running_var": "norm2d.moving_variance",
}


def _mindspore_name(name):
    owner, leaf = name.rsplit(".", 1)
    is_norm = owner.endswith("norm") or owner.endswith("asp_bn")
    return f"{owner}.{_NORM_NAMES[leaf] if is_norm else leaf}"
