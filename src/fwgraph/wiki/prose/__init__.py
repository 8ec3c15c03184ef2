"""What an entry says in prose: the things it mentions, the claims its phrases propose."""
