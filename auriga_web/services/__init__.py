"""What already exists: service areas and the catalogue of services."""
