"""The live face of the workbook: thin widgets over exercises, charts, answers and the Plan."""
