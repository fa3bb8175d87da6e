"""Web push: a short note in the browsers of people who asked for it, over the browsers' own services (RFC 8030).

An address is the browser's subscription as JSON: the service's endpoint and two keys; what we send is encrypted for
that browser (RFC 8291) and signed with our key (VAPID, RFC 8292), so the service sees neither text nor topic.

- Rate: services name none; 200 a second over 16 connections is used. Length: 3,000 bytes with its title.
- Price: none. Hours: none; a warning wakes the telephone (Urgency: high), other notes wait for it.
- A browser that was reinstalled answers 404 or 410: its address is gone.

Refuses: endpoints that are no known push service (`rules/push_endpoints.py`), pictures, buttons, counting who tapped.
Tried against a stand-in that decrypts with http_ece; a real subscription needs the browsers' services on the Internet.
"""
