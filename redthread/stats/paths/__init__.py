"""Path and factor models by maximum likelihood, written in lavaan's syntax."""
