"""The newsroom as a Django application."""

from django.apps import AppConfig


class NewsroomConfig(AppConfig):
    """Connects the outbox to what editors do."""

    name = "broadsheet.newsroom"
    label = "newsroom"
    verbose_name = "Newsroom"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to deletions, moves and privacy, which no model's own `save` sees."""
        from broadsheet.newsroom import signals
        from broadsheet.newsroom.blocks.found import FoundPageBlock
        from broadsheet.newsroom.chooser_scripts import let_choosers_start
        from broadsheet.newsroom.desks.paper.standing import standing_editor
        from broadsheet.newsroom.desks.story.editor import story_editor
        from broadsheet.newsroom.desks.story.finder import Finder
        from broadsheet.newsroom.desks.ways_back import let_ways_lead_to_desks, way_to
        from broadsheet.newsroom.models import ArticlePage, StandingPage
        from broadsheet.newsroom.models.answers import answers
        from broadsheet.newsroom.previews import preview_response

        answers.preview = preview_response
        answers.way = way_to
        FoundPageBlock.field_for = Finder
        ArticlePage.edit_handler = story_editor()
        StandingPage.edit_handler = standing_editor()
        signals.connect()
        let_choosers_start()
        let_ways_lead_to_desks()
