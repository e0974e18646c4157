"""The pair of pictures that all pages look at: sources, links, and what is computed."""
