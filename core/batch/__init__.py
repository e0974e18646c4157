"""Pairs of images in, rows of scores out, on any `concurrent.futures.Executor`.

>>> from pathlib import Path
>>> (row,) = evaluate([Job(plain=Path("no.png"), encrypted=Path("such.png"))])
>>> row.error
'cannot open no.png: No such file or directory'
"""

from core.batch.jobs import Encrypted, Form, Image, Job, LazyImage, Measures, measures
from core.batch.rows import Row
from core.batch.run import BatchError, evaluate, processing_order
from core.batch.workers import local_pool

__all__ = [
    "BatchError",
    "Encrypted",
    "Form",
    "Image",
    "Job",
    "LazyImage",
    "Measures",
    "Row",
    "evaluate",
    "local_pool",
    "measures",
    "processing_order",
]
