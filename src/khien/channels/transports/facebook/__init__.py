"""The office's own Facebook page: texts, links, photos; at once or at a set time; counts read back; taken back.

- Rate: Facebook counts calls by page and hour; one post a minute is used. Text: 63,206 characters.
- A set time lies 10 minutes to 30 days ahead. Price: none. Hours: none.
- Facebook knows no reference of ours: after a broken line the page itself is asked whether the text stands there.

Refuses: posting as a person, answering comments, reading who reacted. Source: developers.facebook.com (Graph API,
Pages). Tried against a stand-in written from those pages, not against Facebook itself.
"""
