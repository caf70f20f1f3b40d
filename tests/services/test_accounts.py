from sqlalchemy import text

from scheduler.models import db
from scheduler.services import accounts
from tests.conftest import Account


def test_asking_for_a_setup_link_leaves_no_transaction_open(owner: Account) -> None:
    """An open one would hold the write lock of SQLite for as long as the server runs."""
    assert accounts.new_setup_link() is None
    assert not db.session().in_transaction()
    with db.engine.connect() as another:
        another.execute(text("UPDATE event SET title = title"))
