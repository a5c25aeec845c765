"""What tells a tag about music from a tag about its owner (CONTRACT S21, without spaCy).

The seed tags names of people and places by a trained NER model and keeps what is meaningful. A
name is seldom what is wrong with a tag: "seen live" and "my favourites" are no names, and say
nothing of a band. So a tag is kept when it is nearer to a word of the product's own vocabulary
than to any of these, by the model that is there already; no model is downloaded or trained.
"""

NOISE = (
    "내가 좋아하는 노래",
    "최고",
    "명반",
    "내 플레이리스트",
    "나중에 듣기",
    "공연 봤음",
    "앨범 샀음",
    "좋아요",
    "my favourite songs",
    "favorites",
    "love it",
    "awesome",
    "the best ever",
    "seen live",
    "albums i own",
    "my collection",
    "check out later",
    "to listen",
    "my radio station",
    "good stuff",
    "amazing song",
    "spotify",
    "cd",
    "test",
)
