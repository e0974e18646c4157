"""Recognizable information: how much of a picture its encryption still holds.

Every block of the plain image is a message and the encrypted image a noisy channel. The
index is the share of the blocks' bits that the encrypted image still holds, in their
own place or elsewhere. Read `grid`, `octaves`, `bits`, `search`, `refinement`,
`choice`, `index`; then `turned`, an option, `thumbnail`, a hint, and `words`.
`docs/information.md` gives the reasons.
"""
