"""People say from 1 to 5 how well each band of their list fits; operators read what they said."""
