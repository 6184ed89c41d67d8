"""What must hold of each table of the dataset.

Declarations in ``tables/`` add meaning to the record types; suites for Great Expectations, Parquet schemas
and the data dictionary are derived from them, so that nothing is declared twice.
"""
