"""A language model beside the rules: it may be asked, and is never trusted (docs/asking.md).

`services.helper_for` is the door. What goes out holds the sentence and the catalogue, nothing of
a member; what comes back is checked by `checking` and `wording` before anyone sees it.
"""
