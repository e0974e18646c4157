"""People: agreement of the indices with human scores."""
