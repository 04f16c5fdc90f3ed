"""What demonstrations show of one subject each, worked by the solvers and written out line by line."""
