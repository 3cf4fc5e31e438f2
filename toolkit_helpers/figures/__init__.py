"""Charts: what they say (``description``), how they look (``palette``), and the data explorations."""
