"""What lasts: results in memory and on disk, served files, work in the background."""
