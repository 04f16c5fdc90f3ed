"""The benchmarks, one a file: `measure(folder)` gives the figures; a file put here is found by itself."""
