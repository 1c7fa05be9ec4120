// The product's own small scripts; every page works without them.
