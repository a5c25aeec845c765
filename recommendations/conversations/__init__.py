"""Threads of questions that a member asked to keep: read again, gone on with, exported, deleted."""
