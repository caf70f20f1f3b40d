"""Every table with words about people is known to belong to a body."""

from sqlalchemy import LargeBinary, String

from scheduler.services.privacy.belonging import tables, within_body


def test_nothing_binary_is_kept_but_what_is_looked_through() -> None:
    """A new column of bytes must be searched too: see mentions.cut. Others here hold no text."""
    found = {
        f"{table.name}.{column.name}"
        for table in tables()
        for column in table.columns
        if isinstance(column.type, LargeBinary)
    }
    searched = {"outgoing_mail.message", "staged_import.content", "print_file.content"}
    assert found == searched | {
        "event_picture.content",
        "passkey.credential_id",
        "passkey.public_key",
    }


def test_every_table_with_words_about_people_leads_to_a_body() -> None:
    alone = {
        table.name
        for table in tables()
        if within_body(table, 1) is None and any(isinstance(c.type, String) for c in table.columns)
    }
    # Accounts and the machine: nothing of an attendee is written there.
    assert alone == {"user", "role", "setup_link", "sign_in", "reset_request", "worker"} | {
        "mail_server", "second_step", "recovery_code", "passkey", "used_challenge"
    }  # fmt: skip
