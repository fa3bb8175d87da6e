"""The office's own YouTube channel: a film with title, description and captions; at once or at a set time.

- A film is uploaded in pieces; after a broken line the service is asked how much it has, so no film is there twice.
- Title: 100 characters; description: 5,000 bytes; neither may hold < or >. Price: none.
- Allowance: 10,000 units a day. An upload takes 1,600 of them, captions 400, counts 1: about five films a day.

Refuses: comments, subscriptions, reading who watched. Source: developers.google.com (YouTube Data API v3). Tried
against a stand-in written from those pages, not against YouTube itself.
"""
