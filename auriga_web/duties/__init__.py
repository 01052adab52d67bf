"""Who must do what by when; the inbox, reminders and overdue lists are queries on it."""
