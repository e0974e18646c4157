"""Compare: several encryptions of one image, under every index."""
