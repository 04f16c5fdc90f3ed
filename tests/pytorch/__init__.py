"""Reference values from PyTorch: how they were made, and how far the solvers are from them."""
