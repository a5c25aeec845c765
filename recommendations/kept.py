"""The index of what this app keeps about members; each slice holds its own."""

from recommendations.conversations import kept as conversations
from recommendations.experiments import kept as experiments
from recommendations.rating import kept as rating
from recommendations.satisfaction import kept as satisfaction
from recommendations.suggest import kept as suggest

PARTS = (suggest.PART, rating.PART, satisfaction.PART, conversations.PART, experiments.PART)
