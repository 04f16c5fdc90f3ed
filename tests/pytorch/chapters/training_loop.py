"""How often a DataLoader and an accumulating loop run, and how large tensors are."""

from collections.abc import Iterator
from itertools import product
from math import prod

import torch
from torch.utils.data import DataLoader

from tests.pytorch.cases import Case


def cases() -> Iterator[Case]:
    """Every combination of a few sizes, whole and partial last batches among them."""
    for samples, batch_size, drop_last in product((1, 7, 12, 60), (1, 4, 7, 12, 64), (False, True)):
        inputs = {"samples": samples, "batch_size": batch_size, "drop_last": drop_last}
        loader = DataLoader(range(samples), batch_size=batch_size, drop_last=drop_last)
        yield Case("iterations_per_epoch", inputs, len(loader))
        yield Case("total_iterations", {**inputs, "epochs": 3}, sum(1 for _ in range(3) for _ in loader))
        if not drop_last:
            *_, last = loader
            yield Case("last_batch_size", {"samples": samples, "batch_size": batch_size}, len(last))
    dtypes = {torch.float32: 4, torch.float16: 2, torch.int64: 8, torch.uint8: 1}
    for shape, (dtype, width) in product(([3, 224, 224], [64, 3, 7, 7], [5]), dtypes.items()):
        tensor = torch.empty(shape, dtype=dtype)
        assert tensor.numel() == prod(shape)
        yield Case("tensor_elements", {"shape": shape}, tensor.numel())
        yield Case(
            "tensor_bytes",
            {"shape": shape, "bytes_per_element": width},
            tensor.numel() * tensor.element_size(),
        )
