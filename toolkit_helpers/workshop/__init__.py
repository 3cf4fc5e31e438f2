"""The trainer's side: what a workshop needs before it begins, and what it learned afterwards."""
