"""Tables, whatever they come from: grids, header rows and captions."""
