"""Helpers behind the Digital Government Transformation Workbook."""
