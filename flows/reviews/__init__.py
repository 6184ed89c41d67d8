"""Reviews of counts: read from files, told in files, drawn."""
