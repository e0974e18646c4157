"""The numerical core of Showthrough: what still shows through an encrypted image."""

import lazy_loader

# A process that parses one file, or lists the schemes, does not load the kernels of all
# indices and attacks. The names stand in `__init__.pyi`.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
