"""Workbooks of Excel, old and new, and of LibreOffice: their sheets as grids."""
