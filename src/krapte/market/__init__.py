"""The labour market: one mechanism a file, told in order by ``year.py``."""
