"""What is missing, for whom, where; and the themes that gather needs."""
