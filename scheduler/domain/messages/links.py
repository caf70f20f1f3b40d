"""Absolute addresses of the pages that mails, calendars and QR codes point to.

A worker has no request to build addresses from; tests hold these paths to the routes.
"""

from dataclasses import dataclass
from urllib.parse import quote_plus


@dataclass(frozen=True, slots=True)
class Links:
    """Builds addresses under ``base``, such as ``https://crosstalk.example.org``."""

    base: str

    def event(self, slug: str) -> str:
        """The public page of an event, where people sign up."""
        return f"{self.base}/e/{slug}"

    def personal(self, token: str) -> str:
        """The personal page of an attendee. A secret: never put it into a calendar."""
        return f"{self.base}/me/{token}"

    def offer(self, token: str) -> str:
        """Where an attendee takes an offered place or says no. A secret, as their page is."""
        return f"{self.base}/me/{token}/offer"

    def new_address(self, code: str) -> str:
        """Where an attendee confirms a new address. It goes to that address, which may be

        mistyped: so it does not tell the personal link.
        """
        return f"{self.base}/address/{code}"

    def feed(self, feed_token: str) -> str:
        """The calendar feed of an attendee. A secret, but not the one of the personal page."""
        return f"{self.base}/feed/{feed_token}.ics"

    def screen(self, screen_token: str) -> str:
        """The big screen of an event. A secret: it shows names and tables without a sign-in."""
        return f"{self.base}/screen/{screen_token}"

    def desk(self, desk_token: str) -> str:
        """A volunteer's check-in desk. A secret that ends by itself after the event."""
        return f"{self.base}/desk/{desk_token}"

    def tablet(self, tablet_token: str) -> str:
        """A tablet on which people find themselves. A secret that ends by itself as well."""
        return f"{self.base}/tablet/{tablet_token}"

    def own_page(self, page_token: str) -> str:
        """What a desk shows somebody whom it put on the list: it opens their page once."""
        return f"{self.base}/mine/{page_token}"

    def join(self, invitation_token: str) -> str:
        """Where somebody who is invited joins an organisation. A secret that works once."""
        return f"{self.base}/join/{invitation_token}"

    def report(self, report_token: str) -> str:
        """An impact report for partners. A secret until the organiser makes it public."""
        return f"{self.base}/report/{report_token}"


def map_of(place: str) -> str:
    """Return where a map shows the place; "" for none."""
    where = " ".join(place.split())
    return f"https://www.openstreetmap.org/search?query={quote_plus(where)}" if where else ""
