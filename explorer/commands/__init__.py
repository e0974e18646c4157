"""Commands, one subject a file; `explorer.commands.cli` lists them."""
