"""The catalogue finds its solvers by itself."""

import subprocess
import sys

import pytest

from studyapp.engine.registry import SolverFunctions, all_solvers, chapters, find_solver
from studyapp.errors import UnknownNameError

CATALOGUE = {
    "training-loop": "iterations_per_epoch total_iterations batch_size_for last_batch_size "
    "epoch_of_iteration optimizer_updates global_batch_size scaled_learning_rate "
    "tensor_elements tensor_bytes",
    "activations": "activation activation_derivative softmax log_softmax neuron gradient_bound "
    "collapse_linear",
    "convolution": "conv_output_size conv_output_shape pool_output_size same_padding conv_parameters "
    "conv_macs linear_parameters separable_parameters bottleneck_parameters conv2d "
    "max_pool2d avg_pool2d receptive_field stacked_kernels",
    "upsampling": "conv_transpose_output_size interpolate conv_transpose2d max_unpool2d",
    "losses": "mse rmse mae huber smooth_l1 binary_cross_entropy binary_cross_entropy_with_logits "
    "cross_entropy nll focal_loss class_weights weighted_total",
    "optimizers": "sgd adagrad rmsprop adadelta adam adamw gradient_descent largest_stable_lr lr_schedule",
    "normalization": "min_max z_score batch_norm batch_norm_inference running_statistics "
    "batch_norm_identity batch_norm_parameters layer_norm instance_norm group_norm "
    "fold_batch_norm",
    "generalization": "l1_penalty l2_penalty regularized_loss penalty_step soft_threshold shrink l1_vs_l2 "
    "dropout expected_active thinned_networks early_stopping",
    "gradients": "chain_product layers_until clip_by_value clip_by_norm fan xavier_std he_std "
    "signal_variance",
    "detection": "iou nms soft_nms confusion_matrix classification_report average_precision "
    "segmentation_scores",
}


def test_the_catalogue_is_complete():
    found = {chapter.id: {solver.spec.name for solver in group} for chapter, group in chapters().items()}
    assert found == {chapter: set(names.split()) for chapter, names in CATALOGUE.items()}


def test_chapters_stand_in_the_order_in_which_they_are_taught():
    order = [chapter.id for chapter in chapters()]
    assert order == list(CATALOGUE)


def test_names_are_unique():
    names = [solver.spec.name for group in chapters().values() for solver in group]
    assert len(names) == len(set(names)) == len(all_solvers())


def test_an_unknown_solver_names_the_nearest():
    with pytest.raises(
        UnknownNameError, match=r"no solver 'conv_output_sizes'; did you mean conv_output_size\?"
    ):
        find_solver("conv_output_sizes")


def test_solvers_are_functions_for_packs():
    functions = SolverFunctions()
    assert functions["conv_output_size"](size=7, kernel_size=3, stride=2, padding=1) == 4
    assert "no_such" not in functions


def test_numbers_alone_need_no_numpy():
    """Home, `due` and a solver of single numbers must not wait for NumPy."""
    script = (
        "import sys; from studyapp.engine.solvers.convolution.sizes import ConvOutputSize; "
        "ConvOutputSize(size=7, kernel_size=3).working(); print('numpy' in sys.modules)"
    )
    shown = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert shown.stdout == "False\n"


def test_finding_solvers_needs_no_numpy():
    script = (
        "import sys; from studyapp.engine.registry import all_solvers; all_solvers(); "
        "print('numpy' in sys.modules)"
    )
    shown = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert shown.stdout == "False\n"
