"""The templates of the sites over two decades: one module for each era of a site, and which page is whose."""
