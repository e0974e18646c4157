"""Learn: the paper's equations, step by step, on the pair at hand."""
