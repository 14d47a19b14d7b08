"""The brief for a debate: one content, told as a PDF of a few pages and as one page of HTML."""
