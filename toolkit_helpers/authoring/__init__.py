"""The authors' side: reading YAML, building what the workbook ships, and checking everything."""
