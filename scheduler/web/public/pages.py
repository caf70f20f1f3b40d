"""Every module of an event's public views, loaded, so that the blueprint is complete."""

from scheduler.web.public.registration import data_use, pictures, thanks
from scheduler.web.public.registration.event_page import blueprint

__all__ = ["blueprint", "data_use", "pictures", "thanks"]
