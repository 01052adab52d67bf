"""Ground: database, access, events, page slots, jobs, clock, mail, markup, search."""
