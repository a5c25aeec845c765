"""Once a week people say whether their lists please them; operators read it by week."""
