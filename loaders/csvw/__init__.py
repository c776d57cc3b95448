"""CSV on the Web: what metadata says of CSV files."""
