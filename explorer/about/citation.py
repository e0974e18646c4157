"""How to cite the paper and this program, as BibTeX."""

PAPER = """@inproceedings{shi-nonlocal-vsi,
  author    = {Ran Shi and Jian Xiong and Tong Qiao},
  title     = {Encrypted Image Visual Security Index via Non-local Recognizable Degree
               Evaluation}
}"""

SOFTWARE = """@software{{showthrough,
  author  = {{{{The Showthrough authors}}}},
  title   = {{Showthrough: what still shows through an encrypted image}},
  version = {{{version}}},
  year    = {{2026}}
}}"""
