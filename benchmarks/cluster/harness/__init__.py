"""Naru on a real API server: time to the first table, memory, and the way of single changes."""
