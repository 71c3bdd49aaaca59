"""`{% script_nonce %}`: lets a script that stands in a template of ours run."""

from django import template

from broadsheet.newsroom.nonce import nonce_now

register = template.Library()
register.simple_tag(nonce_now, name="script_nonce")
