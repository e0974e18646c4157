"""Tests of randomness and diffusion, as papers on image encryption report them.

They do not tell what an eye, or an attack, finds.
"""
