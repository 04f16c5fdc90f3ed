"""Write down the gradients of a small network: `python -m tests.pytorch.backprop` (PyTorch 2.13.0)."""

import json
from pathlib import Path

import torch
from torch.nn import functional

FILE = Path(__file__).parents[1] / "data" / "backprop.json"
INPUTS = [[0.5, -1.0], [1.5, 2.0], [-0.3, 0.8], [2.0, -0.7]]
CLASSES = [0, 1, 1, 0]
TARGETS = [[1.0], [0.0], [1.0], [0.0]]
PARAMETERS = {
    "W1": [[0.1, -0.4, 0.7], [0.5, 0.2, -0.3]],
    "b1": [0.05, -0.1, 0.2],
    "gamma": [1.2, 0.8, 1.0],
    "beta": [0.1, 0.0, -0.2],
    "W2": [[0.3, -0.6], [0.8, 0.1], [-0.5, 0.4]],
    "b2": [0.0, 0.1],
}
ACTIVATIONS = {
    "relu": torch.relu,
    "tanh": torch.tanh,
    "sigmoid": torch.sigmoid,
    "gelu": functional.gelu,
}


def focal(logits, targets):
    """Lin et al. 2017 with a focusing parameter of 2."""
    probabilities = torch.sigmoid(logits)
    right = torch.where(targets > 0, probabilities, 1 - probabilities)
    return (-((1 - right) ** 2) * torch.log(right)).mean()


def gradients(loss_of, names):
    """The loss, and its gradient for each of these parameters."""
    parameters = {name: torch.tensor(value, requires_grad=True) for name, value in PARAMETERS.items()}
    loss = loss_of(parameters, torch.tensor(INPUTS))
    loss.backward()
    return {"loss": loss.item()} | {name: rounded(parameters[name].grad.tolist()) for name in names}


def rounded(values):
    return [rounded(each) for each in values] if isinstance(values, list) else round(values, 12)


def classifier(activation, batch_norm):
    def loss_of(p, inputs):
        hidden = inputs @ p["W1"] + p["b1"]
        if batch_norm:
            hidden = functional.batch_norm(hidden, None, None, p["gamma"], p["beta"], training=True)
        return functional.cross_entropy(activation(hidden) @ p["W2"] + p["b2"], torch.tensor(CLASSES))

    return loss_of


def of_one_output(loss):
    def loss_of(p, inputs):
        return loss(torch.tanh(inputs @ p["W1"] + p["b1"]) @ p["W2"][:, :1], torch.tensor(TARGETS))

    return loss_of


def main():
    torch.set_default_dtype(torch.float64)
    found = {}
    for name, activation in ACTIVATIONS.items():
        found[name] = gradients(classifier(activation, False), ("W1", "b1", "W2", "b2"))
        found[f"{name}_bn"] = gradients(classifier(activation, True), PARAMETERS)
    found["bce"] = gradients(of_one_output(functional.binary_cross_entropy_with_logits), ("W1",))
    found["focal"] = gradients(of_one_output(focal), ("W1",))
    found["mse"] = gradients(of_one_output(functional.mse_loss), ("W1",))
    lines = ",\n".join(f'  "{name}": {json.dumps(each)}' for name, each in found.items())
    FILE.write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
