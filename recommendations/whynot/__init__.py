"""Why a band is not in a member's list, or where in it it is (FEATURES N2)."""
