"""Attack: what a machine makes of the encrypted picture, without a key."""
