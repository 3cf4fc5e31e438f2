"""The chapters as pages without code: ``workbook app`` serves them to one person or to a whole room."""
