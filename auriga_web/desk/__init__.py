"""The desk: accounts for who has no e-mail, their cards, and taking part for a person."""
