"""Figures that papers give of whole networks, layer by layer; others stand in test_published_figures.py."""

import pytest

from studyapp.engine.registry import find_solver


def solved(name, **inputs):
    return find_solver(name)(**inputs).result_value()


class Network:
    """Counts what its layers cost while they are laid on one another."""

    def __init__(self, channels, side):
        self.channels, self.side = channels, side
        self.parameters = self.macs = self.filters = 0
        self.layers = []

    def convolve(self, filters, kernel, *, bias=False, groups=1, aside=False, **moves):
        layer = {
            "in_channels": self.channels,
            "out_channels": filters,
            "kernel_size": kernel,
            "groups": groups,
        }
        side = solved("conv_output_size", size=self.side, kernel_size=kernel, **moves)
        self.parameters += solved("conv_parameters", **layer, bias=bias)["total"]
        self.macs += solved("conv_macs", **layer, output_size=side)
        self.filters += filters
        if not aside:
            self.channels, self.side = filters, side
            self.layers.append({"kernel_size": kernel, "stride": moves.get("stride", 1)})

    def pool(self, kernel, **moves):
        self.side = solved("pool_output_size", size=self.side, kernel_size=kernel, **moves)
        self.layers.append({"kernel_size": kernel, "stride": moves.get("stride", kernel)})

    def connect(self, features, units):
        found = solved("linear_parameters", in_features=features, out_features=units)
        self.parameters += found["total"]
        self.macs += found["weights"]


def test_lenet_5s_table():
    """LeCun et al. 1998: C1 has 156 parameters and 122,304 connections, C3 1,516 and 151,600."""
    first = solved("conv_parameters", in_channels=1, out_channels=6, kernel_size=5)
    macs = solved("conv_macs", in_channels=1, out_channels=6, kernel_size=5, output_size=28)
    assert (first["total"], macs + 28 * 28 * first["biases"]) == (156, 122_304)
    seen = {3: 6, 4: 9, 6: 1}  # maps that a filter of C3 sees: filters
    third = [
        solved("conv_parameters", in_channels=maps, out_channels=filters, kernel_size=5)["total"]
        for maps, filters in seen.items()
    ]
    side = solved("conv_output_size", size=14, kernel_size=5)
    assert (sum(third), sum(third) * side**2) == (1516, 151_600)


def test_alexnet():
    """Chen et al. 2016 (Eyeriss): 2.3 million weights and 666 million multiply-adds in the convolutions.

    Krizhevsky et al. 2012: 186,624, 64,896, 64,896 and 43,264 neurons from the second layer on; the first has
    55·55·96, where the paper says 253,440, since 227 pixels go in.
    """
    net = Network(3, 227)
    neurons = []
    for filters, kernel, groups, moves, pooled in [
        (96, 11, 1, {"stride": 4}, True),
        (256, 5, 2, {"padding": 2}, True),
        (384, 3, 1, {"padding": 1}, False),
        (384, 3, 2, {"padding": 1}, False),
        (256, 3, 2, {"padding": 1}, True),
    ]:
        net.convolve(filters, kernel, groups=groups, **moves)
        neurons.append(filters * net.side**2)
        if pooled:
            net.pool(3, stride=2)
    assert neurons == [290_400, 186_624, 64_896, 64_896, 43_264]
    assert (round(net.parameters / 1e6, 1), round(net.macs / 1e6)) == (2.3, 666)


BLOCKS = [(64, 3), (128, 4), (256, 6), (512, 3)]


def resnet_50(strided):
    """`strided` is which of a bottleneck's convolutions moves by 2: 0 in the paper, 1 in torchvision."""
    net = Network(3, 224)
    net.convolve(64, 7, stride=2, padding=3)
    net.pool(3, stride=2, padding=1)
    for at, (width, units) in enumerate(BLOCKS):
        for unit in range(units):
            stride = 2 if unit == 0 and at > 0 else 1
            if unit == 0:
                net.convolve(4 * width, 1, stride=stride, aside=True)
            net.convolve(width, 1, stride=stride if strided == 0 else 1)
            net.convolve(width, 3, padding=1, stride=stride if strided == 1 else 1)
            net.convolve(4 * width, 1)
    net.connect(2048, 1000)
    return net


def test_resnet_50():
    """He et al. 2016: 3.8·10⁹ multiply-adds; torchvision: 25,557,032 parameters and 4.09·10⁹.

    A batch norm follows each convolution, with two parameters a channel.
    """
    paper, torchvision = resnet_50(strided=0), resnet_50(strided=1)
    assert paper.side == torchvision.side == 7
    assert int(paper.macs / 1e8) / 10 == 3.8
    assert round(torchvision.macs / 1e9, 2) == 4.09
    assert torchvision.parameters + 2 * torchvision.filters == 25_557_032


def test_the_first_layers_of_resnets():
    """He et al. 2016, table 1: 7×7, 64, stride 2 makes 112 of 224; 3×3 max pooling, stride 2, makes 56."""
    layer = {"out_channels": 64, "kernel_size": 7, "stride": 2, "padding": 3}
    assert solved("conv_output_shape", shape=[3, 224, 224], **layer) == (64, 112, 112)
    assert solved("pool_output_size", size=112, kernel_size=3, stride=2, padding=1) == 56


SLIM_RESNETS = {50: [3, 4, 6, 3], 101: [3, 4, 23, 3], 152: [3, 8, 36, 3]}


@pytest.mark.parametrize(("depth", "field"), [(50, 483), (101, 1027), (152, 1507)])
def test_receptive_fields_of_resnets(depth, field):
    """Araujo et al. 2019 for TensorFlow's ResNets v1, where a block's last unit moves by 2."""
    layers = [[7, 2], [3, 2]]
    for at, units in enumerate(SLIM_RESNETS[depth]):
        layers += [[3, 1]] * (units - 1) + [[3, 2 if at < 3 else 1]]
    found = solved("receptive_field", layers=layers)
    assert (found["size"], found["jumps"][-1]) == (field, 32)


def test_mobilenet():
    """Howard et al. 2017: 569 million multiply-adds, 4.2 million parameters. Araujo et al. 2019: 315."""
    net = Network(3, 224)
    net.convolve(32, 3, stride=2, padding=1)
    for filters, stride in [
        (64, 1),
        (128, 2),
        (128, 1),
        (256, 2),
        (256, 1),
        (512, 2),
        *[(512, 1)] * 5,
        (1024, 2),
        (1024, 1),
    ]:
        net.convolve(net.channels, 3, groups=net.channels, stride=stride, padding=1)
        net.convolve(filters, 1)
    field = solved("receptive_field", layers=net.layers)
    assert (net.side, field["size"], field["jumps"][-1]) == (7, 315, 32)
    net.connect(1024, 1000)
    assert round(net.macs / 1e6) == 569
    assert round((net.parameters + 2 * net.filters) / 1e6, 1) == 4.2


VGG16 = [[64, 64], [128, 128], [256, 256, 256], [512, 512, 512], [512, 512, 512]]


def test_vgg16s_parameters_layer_by_layer():
    """Simonyan & Zisserman 2015, configuration D, as Keras' summary lists it."""
    channels, found = 3, []
    for block in VGG16:
        for filters in block:
            layer = solved("conv_parameters", in_channels=channels, out_channels=filters, kernel_size=3)
            found.append(layer["total"])
            channels = filters
    large = 2_359_808
    assert found == [1792, 36_928, 73_856, 147_584, 295_168, 590_080, 590_080, 1_180_160, *[large] * 5]


def test_vgg16s_multiply_adds_with_its_fully_connected_layers():
    """Chen et al. 2016 and others: 15.3·10⁹ in the convolutions, 15.5·10⁹ in all."""
    net = Network(3, 224)
    for block in VGG16:
        for filters in block:
            net.convolve(filters, 3, bias=True, padding=1)
        net.pool(2)
    assert round(net.macs / 1e9, 1) == 15.3
    for features, units in [(512 * 7 * 7, 4096), (4096, 4096), (4096, 1000)]:
        net.connect(features, units)
    assert round(net.macs / 1e9, 1) == 15.5


def test_three_small_kernels_for_one_of_7_by_7():
    """Simonyan & Zisserman 2015: 27·C² weights instead of 49·C², 81 % more for the single one."""
    found = solved("stacked_kernels", kernel_size=3, count=3)
    assert found["equivalent"] == 7
    assert round(100 * (1 / found["ratio"] - 1)) == 81
