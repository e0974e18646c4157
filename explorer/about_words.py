"""Words of About: what the index is, trust, limits and privacy; Markdown."""

WHAT = """
*Showthrough* shows what can still be seen of a picture after perceptual encryption,
where, and why. Its score is the visual security index (VSI) of R. Shi, J. Xiong and T.
Qiao. The plain image is cut into blocks; each block looks for its best match
**anywhere** in the encrypted image, by appearance and by structure. The best recognised
blocks make the score, from 0 to 2. **Higher means more shows through: less secure.**
Learn explains each of the eight equations on your own pair.
"""

TRUST = """
**It is good for** comparing encryptions *of the same image under the same settings*,
and for seeing *which* blocks leak. Blocks that were moved, which fool most other
indices, do not fool this one.

**It is not good for**

- a verdict "secure" or "insecure": there is no such threshold, and noise does not score
  0;
- scores of different images side by side: what a picture shows sets its scale;
- cryptographic strength: a cipher that is broken in a second may score low, and one
  that is safe may let a thumbnail through on purpose;
- colour, unless you look: the score is that of the brightness. On Explore you can
  choose another channel;
- the right and bottom edge of an image, unless it is mirrored: blocks do not cover it.
  Explore says how much that is.

On five sample photographs under six schemes of PEID that could be identified, its rank
correlation with the published mean human scores is 0.90; with textures, a night sky, a
page of formulas and a retina among the images it is 0.86. These are regenerated schemes
on other pictures than the database's.
"""

LIMITS = """
- Files up to 20 MB and 40 megapixels, at least 32 pixels a side: PNG, JPEG, GIF, BMP,
  TIFF, WebP, PGM/PPM/PNM, JPEG 2000 and AVIF. Of several frames the first;
  transparency is dropped; 16 bits are scaled to 0..255.
- At most 4,096 blocks; a message names the smallest α that works.
- Very small blocks with a γ that is no whole number take seconds.
- The reconstructed indices follow short descriptions; their numbers are not comparable
  with their authors' programs. NQIQAPEI is trained on our sample images.
"""

PRIVACY = """
**Pixels never leave this server.** Nothing is loaded from another machine, nothing is
reported to anybody, and there are no statistics. What is kept:

- **Uploads**: in the memory of your session while its page is open and for two minutes
  after, so that going back finds them; then they are gone, and with them all that was
  computed of them but what follows here. While a file of over 1 MB arrives it passes
  through a nameless temporary file, which is deleted at once; nothing else of it is on
  disk.
- **Pictures made for your screen**: in the server's memory, named by digests, until
  newer ones take their place or it stops. Your browser may keep what it has shown, as
  for any page.
- **Results of long computations**: numbers alone, by a digest of what they were made
  from, in one file in the cache folder of whoever runs the server (`{variable}` moves
  it). No pixels and no file names.
- **The address of the page**: your settings, and the first sixteen digits of the
  SHA-256 of an uploaded file; never its name or pixels.
"""
