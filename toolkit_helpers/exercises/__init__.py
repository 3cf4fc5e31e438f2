"""The exercises: what one is, where the bank keeps them, how an answer is marked, how one looks on paper."""
