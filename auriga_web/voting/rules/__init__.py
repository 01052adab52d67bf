"""What must hold in a vote. Pure: facts in, verdict out; no database, no clock, no framework."""
