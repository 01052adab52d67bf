"""Secret votes that anybody can recount, and the open chamber of bodies."""
