"""Reading for the staff: what is owed, the audit trail, the mail that waits."""
