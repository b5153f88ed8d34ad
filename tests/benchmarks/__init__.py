"""Commands that measure and print a table; they assert nothing about time."""
