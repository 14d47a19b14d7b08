"""The laboratory as a page and as a service: move a measure, see the country move."""
