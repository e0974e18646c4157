"""Commands, one subject a file; `explorer.cli` lists them."""
