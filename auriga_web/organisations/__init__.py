"""Bodies and the persons who may act for them."""
