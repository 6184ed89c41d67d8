"""``dhs-archive diff``: two releases side by side, by table, row and column."""
