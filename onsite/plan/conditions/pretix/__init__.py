"""The rules of a pretix check-in list, brought over.

pretix keeps them as a tree of JSON: `{"and": [...]}`, `{"or": [...]}` and comparisons such as
`{"<": [{"var": "entries_today"}, 1]}`. What has no words here is named, never guessed.
"""
