"""Flask extensions, made without an application and bound by the factory."""

from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_migrate import Migrate

# Known to the limiter by its scheme once it is imported.
from scheduler.web.app import shared_counts as shared_counts
from scheduler.web.app.form_tokens import FormTokens

csrf = FormTokens()
migrate = Migrate()
limiter = Limiter(key_func=get_remote_address)
