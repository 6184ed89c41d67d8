"""What shows when the releases of a series lie side by side: their order, revisions and disagreements."""
