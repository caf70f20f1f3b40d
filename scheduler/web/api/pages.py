"""Everything that answers under /api, put together."""

from scheduler.web.api import events as events
from scheduler.web.api import people as people
from scheduler.web.api import plans as plans
from scheduler.web.api.blueprint import init_api as init_api
