"""The paper: non-local recognizable degree, one file per step.

Read `parameters`, `blocks`, `appearance` (Eq. 2), `structure` (Eq. 3), `degree` (Eqs. 4
and 1), `pooling` (Eqs. 5 and 6), `histogram` (Eq. 7), `stages`, `index` (Eq. 8).
"""
