"""Figures that stand in papers and in the study notes that the curriculum goes back to."""

from fractions import Fraction

import pytest

from studyapp.engine.registry import find_solver


def solved(name, **inputs):
    return find_solver(name)(**inputs).result_value()


def test_the_notes_convolution_of_7_by_3_with_stride_2():
    assert solved("conv_output_size", size=7, kernel_size=3, stride=2, padding=1) == 4


def test_the_notes_2000_samples_in_4_batches():
    assert solved("batch_size_for", samples=2000, iterations=4) == 500
    assert solved("iterations_per_epoch", samples=2000, batch_size=500) == 4


def test_the_notes_1000_samples_in_batches_of_10():
    assert solved("iterations_per_epoch", samples=1000, batch_size=10) == 100
    assert solved("total_iterations", samples=1000, batch_size=10, epochs=1) == 100


def test_the_notes_1200_samples_in_batches_of_100():
    assert solved("iterations_per_epoch", samples=1200, batch_size=100) == 12
    assert solved("total_iterations", samples=1200, batch_size=100, epochs=5) == 60


def test_the_notes_stacked_kernels():
    assert solved("stacked_kernels", kernel_size=3, count=2) == {"equivalent": 5, "ratio": Fraction(18, 25)}
    three = solved("stacked_kernels", kernel_size=3, count=3)
    assert three == {"equivalent": 7, "ratio": Fraction(27, 49)}
    assert float(three["ratio"]) == pytest.approx(0.55, abs=0.005)


def test_lenet_5():
    """LeCun et al. 1998: C1 has 156 trainable parameters, C5 48,120, F6 10,164."""
    assert solved("conv_output_size", size=32, kernel_size=5) == 28
    assert solved("conv_parameters", in_channels=1, out_channels=6, kernel_size=5)["total"] == 156
    assert solved("conv_parameters", in_channels=16, out_channels=120, kernel_size=5)["total"] == 48_120
    assert solved("linear_parameters", in_features=120, out_features=84)["total"] == 10_164


def test_alexnet():
    """Krizhevsky et al. 2012, 227 pixels in: 55, 27, 13, 6 on a side; 60,965,224 parameters."""
    side = solved("conv_output_size", size=227, kernel_size=11, stride=4)
    assert side == 55
    side = solved("pool_output_size", size=side, kernel_size=3, stride=2)
    assert side == 27
    side = solved("conv_output_size", size=side, kernel_size=5, padding=2)
    assert solved("pool_output_size", size=side, kernel_size=3, stride=2) == 13
    assert solved("pool_output_size", size=13, kernel_size=3, stride=2) == 6
    layers = [(3, 96, 11, 1), (96, 256, 5, 2), (256, 384, 3, 1), (384, 384, 3, 2), (384, 256, 3, 2)]
    convolutions = sum(
        solved("conv_parameters", in_channels=ins, out_channels=outs, kernel_size=side, groups=groups)[
            "total"
        ]
        for ins, outs, side, groups in layers
    )
    dense = sum(
        solved("linear_parameters", in_features=ins, out_features=outs)["total"]
        for ins, outs in [(9216, 4096), (4096, 4096), (4096, 1000)]
    )
    assert convolutions + dense == 60_965_224


VGG16 = [[64, 64], [128, 128], [256, 256, 256], [512, 512, 512], [512, 512, 512]]


def test_vgg16():
    """Simonyan & Zisserman 2015: 138 million parameters; He et al. 2016 count 15.3 billion multiply-adds."""
    parameters = macs = 0
    channels, side = 3, 224
    for block in VGG16:
        for filters in block:
            layer = {"in_channels": channels, "out_channels": filters, "kernel_size": 3}
            parameters += solved("conv_parameters", **layer)["total"]
            macs += solved("conv_macs", **layer, output_size=side)
            channels = filters
        side = solved("pool_output_size", size=side, kernel_size=2)
    assert (side, parameters, macs) == (7, 14_714_688, 15_346_630_656)
    for ins, outs in [(512 * 7 * 7, 4096), (4096, 4096), (4096, 1000)]:
        parameters += solved("linear_parameters", in_features=ins, out_features=outs)["total"]
    assert parameters == 138_357_544


def test_the_receptive_fields_of_vgg16_and_alexnet():
    """Araujo et al. 2019, Computing Receptive Fields of Convolutional Neural Networks: 212, 195, jump 32."""
    pool = {"kernel_size": 2, "stride": 2}
    vgg16 = [layer for block in VGG16 for layer in [*({"kernel_size": 3} for _ in block), pool]]
    field = solved("receptive_field", layers=vgg16)
    assert (field["size"], field["jumps"][-1]) == (212, 32)
    alexnet = [[11, 4], [3, 2], [5], [3, 2], [3], [3], [3], [3, 2]]
    field = solved("receptive_field", layers=alexnet)
    assert (field["size"], field["jumps"][-1]) == (195, 32)


def test_resnets_bottleneck():
    """He et al. 2016: 256 channels through 64; 1·1·256·64 + 3·3·64·64 + 1·1·64·256 = 69,632."""
    found = solved("bottleneck_parameters", channels=256, reduced=64, kernel_size=3)
    assert (found["reduce"], found["convolve"], found["expand"]) == (16_384, 36_864, 16_384)
    assert found["total"] == 69_632
    assert found["ratio"] == Fraction(69_632, 589_824)


def test_mobilenets_saving():
    """Howard et al. 2017: a share of 1/N + 1/K², for 3×3 between 8 and 9 times less."""
    ratio = solved("separable_parameters", in_channels=256, out_channels=512, kernel_size=3)["ratio"]
    assert ratio == Fraction(1, 512) + Fraction(1, 9)
    assert 8 < 1 / ratio < 9


def test_the_linear_scaling_rule():
    """Goyal et al. 2017: 0.1 for 256 images is 3.2 for 8192."""
    assert solved("scaled_learning_rate", base_lr=0.1, base_batch_size=256, batch_size=8192) == Fraction(
        16, 5
    )


def test_same_padding_of_the_usual_kernels():
    assert [solved("same_padding", kernel_size=side) for side in (1, 3, 5, 7)] == [0, 1, 2, 3]
    assert solved("same_padding", kernel_size=3, dilation=2) == 2


def test_a_weight_of_1_at_a_tenth_a_step_is_zero_at_step_10():
    """Decimals count as written: ten times 0.1 is 1, though not in floats."""
    found = solved("l1_vs_l2", w=1, lr=0.1, strength=1, steps=12)
    assert (found["l1_zero_at"], found["l2_zero_at"]) == (10, None)
    assert found["l1"][:3] == (Fraction(9, 10), Fraction(4, 5), Fraction(7, 10))
    assert found["l1"][9:] == (0, 0, 0)
    assert found["l2"][-1] == pytest.approx(1 / 1.1**12)


def test_an_image_batch_in_memory():
    """32 colour images of 224 by 224 in float32: 32·3·224·224·4 bytes, some 18 MiB."""
    assert solved("tensor_elements", shape=[32, 3, 224, 224]) == 4_816_896
    assert solved("tensor_bytes", shape=[32, 3, 224, 224]) == 19_267_584
    assert solved("tensor_bytes", shape=[32, 3, 224, 224], bytes_per_element=2) == 9_633_792


def test_batch_norm_and_what_undoes_it():
    """x = 1, 2, 3, 6: mean 3, variance (4 + 1 + 0 + 9)/4 = 3.5; γ = √(3.5 + ε) and β = 3 give x back."""
    x = [1, 2, 3, 6]
    identity = solved("batch_norm_identity", mean=3, variance=3.5)
    found = solved("batch_norm", x=x, **identity)
    assert (found["mean"], found["variance"]) == (3, Fraction(7, 2))
    assert found["output"] == pytest.approx(x)
