"""Questions and answers: the laboratory, replay, validation."""
