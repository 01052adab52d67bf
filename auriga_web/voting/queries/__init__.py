"""Reading votes: lists, one vote, what is in the box for its own voter, what is published."""
