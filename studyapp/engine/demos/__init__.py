"""The demonstrations, one file each; whoever adds one adds its file and nothing else."""
