"""The places where an open point of an event is mended."""

from enum import StrEnum


class FixPlace(StrEnum):
    """A page that mends a point, but for OPERATOR: that is whoever runs the server."""

    AGENDA = "agenda"
    DETAILS = "details"
    FORMAT = "format"
    WITHOUT_SECTOR = "people_without_sector"
    UNMAILED = "people_unmailed"
    UNANSWERED = "people_unanswered"
    ASKING = "people_asking"
    WAITING = "people_waiting"
    OUTSIDE_ROUNDS = "people_outside_rounds"
    ALIKE = "people_alike"
    HOSTS = "hosts"
    SECTORS = "sectors"
    SIGNUP = "signup"
    WAITING_LIST = "waiting_list"
    RULES = "rules"
    ROUNDS = "rounds"
    TIMES = "times"
    OUTBOX = "outbox"
    OVERVIEW = "overview"
    OPERATOR = "operator"
