"""What is proposed to be written to people of earlier events who have not signed up."""

from typing import Final

SUBJECT: Final = "{event}, {day}: will you come again?"
WORDS: Final = (
    "You came to an earlier event of ours, and said that we may write to you about the next.\n\n"
    "{event} is on {when}. There are places still, and people from other sectors who would like "
    "to meet you.\n\n"
    "Signing up takes a minute. If you cannot come, you don’t need to do anything."
)
