"""People chosen in the list: what can be done to all of them, with its count, and undone."""

from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum
from typing import assert_never

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scheduler.domain.english import count
from scheduler.domain.registration.cancellation import Cancellation
from scheduler.domain.registration.waiting_list import who_moves_up
from scheduler.domain.states import RegistrationState
from scheduler.errors import InvalidInput, RuleBroken
from scheduler.models import Event
from scheduler.services.events.overview import tables_needed
from scheduler.services.people import chosen as services
from scheduler.services.people import removing
from scheduler.services.planning.rules import pair_rules
from scheduler.services.registration.parties import come_together, put_parties_back
from scheduler.web.access import event_organiser
from scheduler.web.organiser.acting import acting
from scheduler.web.organiser.blueprint import blueprint
from scheduler.web.organiser.undo import offer_undo, take_undo
from scheduler.web.shared.forms import button_of
from scheduler.web.shared.mailing import emails
from scheduler.web.shared.numbers import ids_of

CHOSEN = "/events/<int:event_id>/people/chosen"
MOST_CHOSEN = 500


class ChosenButton(StrEnum):
    """The buttons of the page, each with what it does to all of the chosen."""

    SECTOR = "sector"
    HOSTS = "hosts"
    RULE = "rule"
    TOGETHER = "together"
    TOGETHER_IN_PART = "together-in-part"
    CANCEL = "cancel"
    CANCEL_AND_TELL = "cancel-and-tell"
    REMOVE = "remove"


@blueprint.get(CHOSEN)
@event_organiser
def people_chosen(event: Event) -> ResponseReturnValue:
    """Who is chosen, and what can be done to all of them."""
    return _page(event, ids_of(request.args.getlist("id"), MOST_CHOSEN))


@blueprint.post(CHOSEN)
@event_organiser
def people_chosen_act(event: Event) -> ResponseReturnValue:
    """Do what the pressed button says, to all of the chosen."""
    ids = ids_of(request.form.getlist("id"), MOST_CHOSEN)
    try:
        _act(event, ids, button_of(ChosenButton))
    except (InvalidInput, RuleBroken) as error:
        return _page(event, ids, error.sentence)
    return redirect(url_for("organiser.people", event_id=event.id), 303)


def _act(event: Event, ids: list[int], button: ChosenButton) -> None:
    match button:
        case ChosenButton.SECTOR:
            _sector(event, ids)
        case ChosenButton.HOSTS:
            _hosts(event, ids)
        case ChosenButton.RULE:
            _rule(event, ids)
        case ChosenButton.TOGETHER | ChosenButton.TOGETHER_IN_PART:
            _together(event, ids, in_part=button is ChosenButton.TOGETHER_IN_PART)
        case ChosenButton.CANCEL | ChosenButton.CANCEL_AND_TELL:
            _cancel(event, ids, tell=button is ChosenButton.CANCEL_AND_TELL)
        case ChosenButton.REMOVE:
            _remove(event, ids)
        case _:
            assert_never(button)


@blueprint.post(CHOSEN + "/undo")
@event_organiser
def people_chosen_undo(event: Event) -> ResponseReturnValue:
    """Undo what was done to several people last: each stands as before."""
    taken = take_undo("chosen", event.id)
    now = datetime.now(UTC)
    if taken and taken["what"] == "cancel":
        made = [Cancellation.read(each) for each in taken["made"]]
        try:
            people, written = services.undo_cancel(made, acting(), now)
        except RuleBroken as error:
            flash(f"Nothing was undone. {error.sentence}", "bad")
        else:
            left = _left_alone(len(made) - len(people))
            flash(f"{count(len(people), 'sign-up')} restored.{left} {emails(written)}")
    elif taken and taken["what"] == "remove":
        made = [Cancellation.read(each) for each in taken["made"]]
        try:
            number, written = removing.undo_removal(event, made, taken["ids"], acting(), now)
        except RuleBroken as error:
            flash(f"Nothing was undone. {error.sentence}", "bad")
        else:
            flash(f"{count(number, 'sign-up is', 'sign-ups are')} back. {emails(written)}")
    elif taken and taken["what"] == "rule":
        removed = pair_rules.remove_rule(event, taken["rule_id"])
        flash("The rule is removed." if removed else "The rule is gone already.")
    elif taken:
        before = {int(key): value for key, value in taken["before"].items()}
        put_back: dict[str, Callable[[], int]] = {
            "sector": lambda: services.put_sectors_back(event, before, taken["given"], now),
            "hosts": lambda: services.put_hosts_back(event, before, now),
            "together": lambda: put_parties_back(event, before, taken["given"], now),
        }
        number = put_back[taken["what"]]()
        left = _left_alone(len(before) - number)
        flash(f"{count(number, 'person is', 'people are')} as before.{left}")
    return redirect(url_for("organiser.people", event_id=event.id), 303)


def _left_alone(number: int) -> str:
    """Say that so many are no longer as the press that is undone left them."""
    if not number:
        return ""
    return f" {count(number, 'person was', 'people were')} changed since: they stay as they are."


def _sector(event: Event, ids: list[int]) -> None:
    wanted = request.form.get("sector", "")
    if not wanted.isdecimal() or len(wanted) > 9:
        raise InvalidInput("Choose a sector.", field="sector")
    before = services.give_sector(event, ids, int(wanted), datetime.now(UTC))
    sentence = f"{count(len(before), 'person has', 'people have')} another sector now."
    offer_undo("chosen", event.id, sentence, what="sector", before=before, given=int(wanted))


def _rule(event: Event, ids: list[int]) -> None:
    kind = request.form.get("rule_kind", "")
    rule = pair_rules.add_rule(event, kind, *ids)
    sentence = f"{count(len(ids), 'person', 'people')} have the rule “{rule.kind.words}” now."
    offer_undo("chosen", event.id, sentence, what="rule", rule_id=rule.id)


def _together(event: Event, ids: list[int], *, in_part: bool) -> None:
    before, party, written = come_together(event, ids, datetime.now(UTC), in_part=in_part)
    how = "together now, as many as there are" if in_part else "only all at once now"
    sentence = f"{len(before)} people are offered places {how}."
    if written:
        sentence += f" {emails(written)}"
    offer_undo("chosen", event.id, sentence, what="together", before=before, given=party)


def _hosts(event: Event, ids: list[int]) -> None:
    given = services.make_hosts(event, ids, tables_needed(event), datetime.now(UTC))
    sentence = f"{count(len(given), 'person hosts', 'people host')} a table now, one each."
    offer_undo("chosen", event.id, sentence, what="hosts", before=given)


def _cancel(event: Event, ids: list[int], *, tell: bool) -> None:
    expected = ids_of(request.form.get("moving", "").split(","), MOST_CHOSEN)
    made = services.cancel_chosen(
        event, ids, acting(), datetime.now(UTC), tell=tell, expected=expected
    )
    written = sum(each.emails for each in made)
    sentence = f"{count(len(made), 'sign-up is', 'sign-ups are')} cancelled. {emails(written)}"
    if written:
        sentence += f" Undo writes {count(written, 'email')}."
    kept = [each.kept() for each in made]
    offer_undo("chosen", event.id, sentence, what="cancel", made=kept)


def _remove(event: Event, ids: list[int]) -> None:
    expected = ids_of(request.form.get("moving", "").split(","), MOST_CHOSEN)
    made, gone = removing.remove_chosen(event, ids, acting(), datetime.now(UTC), expected=expected)
    written = sum(each.emails for each in made)
    sentence = f"{count(len(gone), 'sign-up is', 'sign-ups are')} removed. {emails(written)}"
    kept = [each.kept() for each in made]
    offer_undo("chosen", event.id, sentence, what="remove", made=kept, ids=gone)


def _page(event: Event, ids: list[int], refused: str = "") -> ResponseReturnValue:
    people = services.chosen_people(event, ids)
    ahead = services.effect_of_cancelling(event, ids, datetime.now(UTC))
    page = render_template(
        "organiser/people/people_chosen.html",
        event=event,
        people=people,
        ahead=ahead,
        moving=who_moves_up(ahead.moving_up, event.offer_hours, 5),
        waiting=sum(person.state == RegistrationState.WAITING for person in people),
        asking=[person.id for person in people if person.state == RegistrationState.ASKED],
        without_table=sum(person.host_table is None for person in people),
        most_in_rule=pair_rules.MOST_IN_RULE,
        most_cancelled=services.MOST_CANCELLED,
        refused=refused,
    )
    return page, 409 if refused else 200
