"""Also checked: other ways to look at the pair of Explore, a card each.

`row` draws them; `checks` measures them in the background. Each card has a file with
what it shows, small and page-wide, from results alone.
"""
