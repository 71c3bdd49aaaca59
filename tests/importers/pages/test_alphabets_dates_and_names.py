import pytest

from broadsheet.importers.pages.bylines import name_from
from broadsheet.importers.pages.dates import moment_in, month_in
from broadsheet.importers.pages.decoding import decoded_page
from broadsheet.importers.pages.issue_names import names_issue


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2015-03-27T13:07:55.096Z", "2015-03-27T13:07:55.096000Z"),
        ("2013-09-11T10:00:00-04:00", "2013-09-11T10:00:00-04:00"),
        ("Posted on March 9th, 2014 by Ada", "2014-03-09"),
        ("Samstag, 9. März 2014", "2014-03-09"),
        ("9 de marzo de 2014", "2014-03-09"),
        ("le 1er août 2009", "2009-08-01"),
        ("9 марта 2014", "2014-03-09"),
        ("2014年3月9日", "2014-03-09"),
        ("09.03.2014, 14:30", "2014-03-09"),
        ("31/12/1999", "1999-12-31"),
        ("12/31/1999", "1999-12-31"),
        ("20140309", "2014-03-09"),
        ("2014-02-31", ""),
        ("March of 300 people", ""),
        ("", ""),
    ],
)
def test_a_date_is_read_as_pages_write_it(text, moment):
    assert moment_in(text) == moment


def test_of_two_numbers_that_may_be_months_the_country_decides():
    assert (moment_in("03/04/2005"), moment_in("03/04/2005", american=True)) == ("2005-04-03", "2005-03-04")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("By Ada Quill", "Ada Quill"),
        ("Von Ada Quill und Ben Loft", "Ada Quill und Ben Loft"),
        ("Posted by Ada Quill on 9 March 2014", "Ada Quill"),
        ("Ada Quill | The Tide", "Ada Quill"),
        ("https://tide.example/ada", ""),
        ("admin", ""),
        ("", ""),
    ],
)
def test_a_byline_is_the_name_alone(text, name):
    assert name_from(text) == name


@pytest.mark.parametrize(
    ("text", "issue"),
    [
        ("Issue 112, March 2004", (112, 0, "2004-03-01")),
        ("Vol. 7 No. 3 (9 May 2011)", (3, 7, "2011-05-09")),
        ("Nr. 12", (12, 0, "None")),
        ("Numéro 45, avril 1999", (45, 0, "1999-04-01")),
    ],
)
def test_an_issue_is_known_by_its_name(text, issue):
    named = names_issue(text)
    assert named
    assert (named.number, named.volume, str(named.day)) == issue


def test_what_names_no_issue_is_none():
    assert [names_issue(text) for text in ("The issue is bread", "No 12:30 ferry", "Piano 3", "")] == [None] * 4
    assert month_in("no month here") is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1251", "koi8-r"])
def test_an_alphabet_is_taken_from_the_server_or_the_mark(encoding):
    text = "<p>Пекарня открылась в субботу</p>"
    assert text in decoded_page(text.encode(encoding), "" if encoding == "utf-16" else encoding.removesuffix("-sig"))


def test_utf_8_that_calls_itself_western_is_read_as_utf_8():
    assert "Bäckerei" in decoded_page("<meta charset=iso-8859-1><p>Bäckerei".encode())


def test_bytes_of_no_alphabet_become_signs_of_replacement():
    assert decoded_page(b"<meta charset=utf-8>\xff\xfe\xfa abc")
