"""Words of About: what the index is, trust, limits and privacy; most is Markdown."""

TITLE = "What still shows through an encrypted picture, where, and why"

WHAT = """
Some encryption leaves a picture a picture: scrambled, yet still a file that can be
stored and shown. Showthrough measures how much can still be seen in it. It cuts the
original into blocks, looks for each of them <b>anywhere</b> in the encrypted picture,
and adds up what it finds: the visual security index (VSI) of R. Shi, J. Xiong and T.
Qiao, from 0 to 2. <b>Higher means more shows.</b> Learn explains each of the eight
equations on your own pair.
"""
"""HTML."""

TRUST = (
    "comparing ciphers on the same picture, with the same settings",
    "seeing which blocks leak, and why",
    "blocks that only changed places: most other indices miss them",
)

DO_NOT_TRUST = (
    "“secure” or “insecure”: there is no such threshold, and noise does not score 0",
    "two different pictures side by side: what a picture shows sets its scale",
    "the strength of a cipher or its key: a weak one may score low, and a safe one may "
    "let a thumbnail through on purpose",
    "colour: the score compares brightness, unless you choose another channel on "
    "Explore",
    "the right and the bottom edge, unless they are mirrored: blocks do not cover them",
)

MACHINE = (
    "Pictures stay in memory while the page is open. Nothing is loaded from elsewhere, "
    "nothing is counted. Links hold settings, never pixels."
)

TRIED_NO = (
    (
        "Absolute DC of every block, AC left out",
        "Lifts pictures and noise alike. All signs equal is the smoothest answer, so "
        "smoothness cannot find them.",
    ),
    (
        "Stretching a strongly smoothed picture",
        "Lifts the score by half where nothing is left: stretched blotches.",
    ),
    (
        "Splines over mosaics with cells of 16 px and more",
        "The score falls. A gain of 0.03 at 8 and 4 px alone.",
    ),
    (
        "Gaussian blur, means of 8 × 8, larger medians",
        "Hardly ever more than the median of 9 × 9 gains.",
    ),
    (
        "Jigsaw puzzles with pieces under 16 px",
        "1,024 turned pieces need 268 MB of costs, and pieces of 32 px already fit "
        "less often.",
    ),
    (
        "Mean over keys of shuffled blocks",
        "Falls from 1.62 to 1.24.",
    ),
    (
        "One picture of aes-ctr, pixel-permutation, planes-high 1 or "
        "double-random-phase 1",
        "Nothing but what noise gives, too.",
    ),
    (
        "Text under a mosaic",
        "Needs the font and how it was drawn, which the picture does not hold.",
    ),
    (
        "Networks (R. McPherson, R. Shokri, V. Shmatikov, 2016)",
        "Open mosaics, blur and P3 when they were trained on pictures of that kind. No "
        "weights come with this program.",
    ),
)
"""Attacks that were tried and are not offered, and what came of each."""

LOOKS_AT = {
    "proposed": "blocks of the picture, anywhere: brightness and edges",
    "lss": "mean brightness of each 8 × 8 block",
    "ess": "main edge direction of each 8 × 8 block",
    "lfbvs": "brightness and gradients of each 8 × 8 block",
    "vsi-canny": "edges on the same pixels, and neighbouring greys",
    "nqiqapei": "the encrypted picture alone: learnt from people's scores",
    "nmvsi": "edges on the same pixels, and a little fine detail",
    "iibvsi": "contrast and texture around each pixel",
    "psnr": "each pixel's difference",
    "ssim": "brightness, contrast and structure around each pixel",
    "information": "how many bits of the blocks are left, at four sizes of detail",
    "key-points": "corners that a search program finds again, anywhere",
}
"""What each index looks at, in a few words."""

LIMITS = """
- Files up to 20 MB and 40 megapixels, at least 32 pixels a side: PNG, JPEG, GIF, BMP,
  TIFF, WebP, PGM/PPM/PNM, JPEG 2000 and AVIF. Of several frames the first is
  read. Transparency is dropped. 16 bits are scaled to 0..255.
- At most 4,096 blocks. A message names the smallest block size (α) that works.
- Very small blocks take seconds where the exponent (γ) is no whole number.
- The reconstructed indices follow short descriptions. Do not compare their numbers with
  the numbers of their authors' programs. NQIQAPEI is trained on our sample pictures.
"""

PRIVACY = """
**Pixels never leave this server.** Nothing is loaded from another machine, nothing is
reported to anybody, and there are no statistics. What is kept:

- **Uploads**: in the memory of your session while its page is open and for two minutes
  after, so that going back finds them. Then they are gone, and with them all that was
  computed of them but what follows here. While a file of over 1 MB arrives it passes
  through a nameless temporary file, which is deleted at once. Nothing else of it is on
  disk.
- **Pictures made for your screen**: in the server's memory, named by digests, until
  newer ones take their place or it stops. Your browser may keep what it has shown, as
  for any page.
- **Results of long computations**: numbers alone, by a digest of what they were made
  from, in one file in the cache folder of whoever runs the server (`{variable}` moves
  it). No pixels and no file names.
- **The address of the page**: your settings, and the first sixteen digits of the
  SHA-256 of an uploaded file, never its name or pixels.
"""
