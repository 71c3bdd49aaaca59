"""The second reading of the lines of stories, standing pages and events: names become ids, HTML becomes blocks."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from broadsheet.edition.blocks import Block, ImageBlock, Inline
from broadsheet.edition.records import Byline, Correction, Picture
from broadsheet.importers.body import read_body, read_line
from broadsheet.importers.fields import Fields, digest_of
from broadsheet.importers.files_beside import DocumentsBeside
from broadsheet.importers.line_index import Head, LineIndex
from broadsheet.importers.line_names import Named
from broadsheet.importers.lines import DescribedImage, StoryLine, read_story
from broadsheet.importers.links import Links, old_address
from broadsheet.importers.pictures_beside import PicturesBeside
from broadsheet.importers.records import (
    ImportedArticle,
    ImportedEvent,
    ImportedImage,
    ImportedPage,
    Status,
)
from broadsheet.importers.report import Loss, Severity
from broadsheet.importers.surroundings import Surroundings


@dataclass(slots=True, kw_only=True)
class StoryMaker:
    """Makes the large records of one import, one line at a time."""

    index: LineIndex
    pictures: PicturesBeside
    documents: DocumentsBeside
    language: str
    links: Links

    def make(self, number: int, line: Mapping[str, Any]) -> ImportedArticle | ImportedPage | ImportedEvent:
        """The record of a line that the first reading accepted."""
        head, where, fields = self.index.heads[number], f"line {number}", Fields(line, self.index.zone)
        kind = fields.text("kind") or "article"
        if kind == "event":
            return self._event(fields, head, where, digest_of(line))
        story = read_story(fields, self.language, self.index.context.now)
        return (self._page if kind == "page" else self._article)(story, head, where, digest_of(line))

    def around(self, where: str, base: str = "") -> Surroundings:
        """The surroundings of a body on this line."""
        return Surroundings(
            where=where,
            links=self.links,
            base=base,
            find_image=lambda source: self.pictures.find(source, base),
            find_document=self.documents.find,
        )

    def body(self, markup: str, where: str) -> tuple[tuple[Block, ...], Surroundings]:
        """The blocks of some HTML, and what was found in it."""
        around = self.around(where)
        return (read_body(markup, around) if markup.strip() else ()), around

    def one_line_of_html(self, text: str, where: str) -> Inline:
        """Text that may carry inline tags, as inline markup."""
        return read_line(text, self.around(where))

    def picture(self, source: str, alt: str, where: str) -> tuple[Picture | None, tuple[ImportedImage, ...]]:
        """A cover or portrait."""
        around = self.around(where)
        found = around.image(source)
        return (Picture(image=found.source_id, alt=alt), (found,)) if found else (None, ())

    @staticmethod
    def _picture_of(fields: Fields, around: Surroundings) -> Picture | None:
        """The picture of an event."""
        source, alt, caption = fields.text("picture"), fields.text("picture_alt"), fields.text("picture_caption")
        found = around.image(source) if source else None
        return Picture(image=found.source_id, alt=alt, caption=read_line(caption, around)) if found else None

    def _described(self, story: StoryLine, around: Surroundings) -> dict[str, ImportedImage]:
        described: dict[str, ImportedImage] = {}
        for entry in story.images:
            found = self.pictures.find(entry.src, around.base)
            if found is not None:
                described[found.source_id] = self._with_words(found, entry, around)
        return described

    def _with_words(self, image: ImportedImage, entry: DescribedImage, around: Surroundings) -> ImportedImage:
        caption = read_line(entry.caption, around)
        return replace(
            image, alt=entry.alt, caption=caption, credit=entry.credit, licence=entry.licence, unknown=entry.unknown
        )

    def _content(self, story: StoryLine, where: str) -> tuple[Picture | None, tuple[Block, ...], Surroundings]:
        around = self.around(where, story.legacy_urls[0] if story.legacy_urls else "")
        around.described = self._described(story, around)
        body = read_body(story.body_html, around) if story.body_html.strip() else ()
        in_body = set(around.images)
        lead: Picture | None = None
        for entry in story.images:
            found = self.pictures.find(entry.src, around.base)
            if found is not None and (found.source_id in in_body and not entry.lead):
                continue
            image = around.image(entry.src)
            if image is None:
                continue
            if entry.lead and lead is None:
                lead = Picture(image=image.source_id, alt=image.alt, caption=image.caption)
            else:
                body = (*body, ImageBlock(image=image.source_id, alt=image.alt, caption=image.caption))
        self._note_missing(around)
        return lead, body, around

    def _note_missing(self, around: Surroundings) -> None:
        for image in around.images.values():
            if image.file is None and not image.url:
                why = "no such file lies beside the source; put it there and import again"
                self.links.tally.lose(
                    Loss(what="image", where=around.where, which=image.source_id, why=why, severity=Severity.CHANGED)
                )

    def _article(self, story: StoryLine, head: Head, where: str, digest: str) -> ImportedArticle:
        picture, body, around = self._content(story, where)
        names = self.index.names
        ids = {
            kind: tuple(names[kind].id_for(name, story.language) for name in named)
            for kind, named in (
                (Named.TOPIC, story.topics),
                (Named.PERSON, story.persons),
                (Named.BRANCH, story.branches),
            )
        }
        return ImportedArticle(
            source_id=head.source_id,
            digest=digest,
            where=where,
            language=story.language,
            title=story.title,
            slug=head.slug,
            month=head.month,
            published=story.date,
            updated=story.updated,
            status=story.status,
            stage=story.stage,
            kicker=story.kicker,
            standfirst=story.standfirst,
            dateline=story.dateline,
            genre=story.genre,
            section=names[Named.SECTION].id_for(story.section, story.language) if story.section else "",
            bylines=self._bylines(story),
            topics=ids[Named.TOPIC],
            persons=ids[Named.PERSON],
            branches=ids[Named.BRANCH],
            picture=picture,
            images=tuple(around.images.values()),
            documents=tuple(around.documents.values()),
            body=body,
            related=story.related,
            corrections=tuple(
                Correction(when=each.when, what=each.what, text=read_line(each.text, around))
                for each in story.corrections
            ),
            review=story.review,
            share_headline=story.share_headline,
            share_text=story.share_text,
            licence=story.licence,
            issue=self._issue(story),
            position=story.position,
            embargo=story.embargo,
            withdrawn=story.withdrawn,
            translation_of=story.translation_of,
            old_addresses=_old_addresses(story.legacy_urls),
            unknown=story.unknown,
        )

    def _bylines(self, story: StoryLine) -> tuple[Byline, ...]:
        people = self.index.names[Named.PERSON]
        return tuple(
            Byline(
                name=each.printed if each.has_page else each.name,
                person=people.id_for(each.name, story.language) if each.has_page else "",
                role=each.role,
                description=each.description,
            )
            for each in story.people
        )

    def _issue(self, story: StoryLine) -> str:
        if story.issue is None:
            return ""
        return self.index.issue_source_id((story.language, story.issue.volume, story.issue.number))

    def _page(self, story: StoryLine, head: Head, where: str, digest: str) -> ImportedPage:
        picture, body, around = self._content(story, where)
        return ImportedPage(
            source_id=head.source_id,
            digest=digest,
            where=where,
            language=story.language,
            title=story.title,
            path=head.slug,
            published=story.date,
            updated=story.updated,
            status=story.status,
            description=story.standfirst,
            position=story.position,
            picture=picture,
            images=tuple(around.images.values()),
            documents=tuple(around.documents.values()),
            body=body,
            translation_of=story.translation_of,
            old_addresses=_old_addresses(story.legacy_urls),
            unknown=story.unknown,
        )

    def _event(self, fields: Fields, head: Head, where: str, digest: str) -> ImportedEvent:
        language, branch = fields.language("language", self.language), fields.text("branch")
        branches = self.index.names[Named.BRANCH]
        around = self.around(where)
        markup = fields.raw_text("body_html")
        picture = self._picture_of(fields, around)
        for key in ("kind", "id", "slug", "month"):
            fields.get(key)
        return ImportedEvent(
            source_id=head.source_id,
            digest=digest,
            where=where,
            language=language,
            title=fields.required("title"),
            slug=head.slug,
            month=head.month,
            starts=fields.required_moment("starts"),
            ends=fields.moment("ends"),
            status=fields.choice("status", Status.PUBLISHED),
            place=fields.text("place"),
            address=fields.text("address"),
            branch=branches.id_for(branch, language) if branch else "",
            branches=tuple(branches.id_for(name, language) for name in fields.texts("branches")),
            online=fields.text("online"),
            cancelled=fields.flag("cancelled"),
            report=fields.text("report"),
            cost=fields.text("cost"),
            description=read_line(fields.text("description"), around),
            body=read_body(markup, around) if markup.strip() else (),
            picture=picture,
            images=tuple(around.images.values()),
            documents=tuple(around.documents.values()),
            translation_of=fields.text("translation_of"),
            old_addresses=_old_addresses(fields.texts("legacy_urls")),
            unknown=fields.unknown,
        )


def _old_addresses(addresses: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(old_address, addresses))))
