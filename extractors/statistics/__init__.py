"""From typed cells to statistics: what a number counts, of whom, where and when, as far as it is printed."""
