"""Distributions, reliability, factor and path models. Pure: numpy and scipy, nothing of ours."""
