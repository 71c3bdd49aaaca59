"""Which pages of the sample paper browsers are shown: one of every kind."""

KINDS = (
    "", "2026/11/rota/", "issues/1042/", "sections/work/", "topics/", "people/ines-corvo/", "branches/north-quay/",
    "diary/", "diary/2026/11/rota-meeting/", "archive/2026/", "archive/2026/11/", "archive/2026/index/", "issues/",
    "now/", "search/", "about/", "ar/", "ar/2026/11/rota-ar/",
)  # fmt: skip
