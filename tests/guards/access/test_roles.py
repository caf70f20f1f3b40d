"""Which role may ask for which page: the whole table, route by route.

A new page of organisers stands here under those who may ask for it, or the first test fails.
"""

import pytest
from flask import Flask

from scheduler.domain.accounts.roles import RIGHTS, TeamRole, may
from tests.builders import Account
from tests.builders.accounts import make_member
from tests.builders.pages import ask, page_of
from tests.builders.populated import Populated, populate
from tests.builders.routes import addresses, digest

PAGES = {
    "owner organiser check-in host viewer": """
        account account_delete account_email account_name account_password account_second_step
        second_step_app second_step_app_remove second_step_codes second_step_confirm second_step_off
        second_step_passkey second_step_passkey_confirm second_step_passkey_remove
        events
        organisation_choose
        organisation_new
        sign_in_end
        sign_out_everywhere
    """,
    "owner": """
        api_keys api_key_end body
        invitation_again
        invitation_withdraw
        team
        team_remove
        team_role
        team_second_step_off
    """,
    "owner organiser check-in": """
        check_in check_in_act check_in_card check_in_part check_in_state
    """,
    "owner organiser viewer": """
        glance
    """,
    "owner organiser host viewer": """
        tables
    """,
    "owner organiser": """
        after
        after_meetings
        agenda
        agenda_save
        agenda_undo
        balance
        board
        board_effects
        board_improve
        board_improve_leave
        board_improve_take
        board_lock
        board_move
        board_redo
        board_state
        board_undo
        board_unlock
        call_off
        clock_press
        clock_ready
        contacts
        contacts_compare
        contacts_merge
        contacts_separate
        day day_bare
        day_clock
        day_clock_state
        day_desk
        day_desk_act day_desk_card
        day_desk_state
        day_desk_undo
        desk_link_end
        desk_link_new
        details
        event_archive
        event_bring_back
        email_wording
        emails
        event_delete
        event_from_list
        event_new
        event_next
        event_qr
        event_report
        event_report_act
        event_report_file
        event_series
        exchange_add exchange_drop exchange_kinds
        exchanges exchanges_propose exchanges_suggest
        events_archived
        expect
        form_fields
        form_preview
        format
        glossary glossary_act glossary_word
        groups_ask groups_convenor groups_effects groups_move groups_progress groups_propose
        groups_redo groups_state groups_undo working_groups audit
        hold_after_all
        host_clock table_host
        import_choose
        import_left_out
        import_preview
        import_run import_undo kept_day
        new_times
        online
        outbox
        outbox_file
        outbox_mail
        outbox_mail_returned
        outbox_release
        outbox_returned
        outbox_retry
        outbox_retry_all outbox_sending
        overview
        page_printed
        paper_pdf
        people
        people_ask
        people_chosen people_chosen_act people_chosen_undo
        people_export
        people_import
        people_links
        people_sectors
        people_unconfirmed
        person
        person_cancel
        person_email_again
        person_link
        person_new
        person_place
        person_restore
        person_undo_cancel
        picture_add
        picture_remove
        plan
        plan_compare
        plan_copy
        plan_delete
        plan_name
        plan_people
        plan_publish
        plan_rounds
        plan_withdraw
        printing_page
        printing_pdf
        printing_preview
        printing_progress
        printing_start
        privacy
        privacy_download
        privacy_erase
        privacy_find
        project project_new project_remove projects
        commitments
        commitments_add
        commitments_state
        question
        question_move
        question_new
        question_remove
        replan
        replan_ask
        replan_first
        replan_moves
        replan_take
        replan_undo
        requests requests_answer requests_answer_act requests_undo
        room_plan
        room_plan_place
        room_plan_quiet
        rounds
        rounds_assign
        rounds_by_hand
        rounds_progress
        rounds_stop
        rule_add
        rule_remove
        rule_undo
        rules seat_newcomers
        sectors
        sectors_save
        sectors_undo
        series
        series_add
        series_favour
        series_leave
        series_report
        series_report_act
        series_report_file
        sheets
        sheets_page
        sheets_pdf
        sheets_printed
        signup
        signup_close
        signup_open
        survey
        survey_begin
        group_rule_add
        group_rule_remove
        reminder
        reminder_stop
        reminders_page
        waiting_list
        wish_answer
        write
        write_stop
    """,
}
"""The roles, and the endpoints of the organiser's blueprint that they may ask for."""

ALLOWED = {
    f"organiser.{endpoint}": frozenset(map(TeamRole, roles.split()))
    for roles, endpoints in PAGES.items()
    for endpoint in endpoints.split()
}


@pytest.fixture
def populated(owner: Account) -> Populated:
    return populate(owner.body_id)


def _of_organisers(app: Flask) -> set[str]:
    rules = app.url_map.iter_rules()
    return {rule.endpoint for rule in rules if rule.rule.startswith("/organise")}


def test_every_page_of_organisers_is_in_the_table(app: Flask) -> None:
    assert set(ALLOWED) == _of_organisers(app)
    assert sum(len(endpoints.split()) for endpoints in PAGES.values()) == len(ALLOWED)


def test_each_view_asks_for_the_right_of_those_roles(app: Flask) -> None:
    for endpoint, roles in ALLOWED.items():
        right = getattr(app.view_functions[endpoint], "right", None)
        asked = {role for role in TeamRole if right is None or may(role, right)}
        assert asked == roles, endpoint


@pytest.mark.parametrize("role", [role for role in TeamRole if role is not TeamRole.OWNER])
def test_a_role_gets_its_pages_and_no_others(
    app: Flask, populated: Populated, owner: Account, role: TeamRole
) -> None:
    member = make_member(app, owner.body_id, role)
    before = digest()
    for method in ("GET", "POST"):
        for rule, url in addresses(app, populated.arguments, method):
            if rule.endpoint in ALLOWED and role not in ALLOWED[rule.endpoint]:
                assert (ask(member.client, method, url).status_code, url) == (403, url)
    assert digest() == before
    for rule, url in addresses(app, populated.arguments, "GET"):
        if rule.endpoint in ALLOWED and role in ALLOWED[rule.endpoint]:
            assert ask(member.client, "GET", url).status_code != 403, url


@pytest.mark.parametrize("role", [TeamRole.CHECK_IN, TeamRole.HOST, TeamRole.VIEWER])
def test_no_page_leads_where_its_reader_may_not_go(
    app: Flask, populated: Populated, owner: Account, role: TeamRole
) -> None:
    member = make_member(app, owner.body_id, role)
    bound = app.url_map.bind("localhost")
    looked_at = set()
    for rule, url in addresses(app, populated.arguments, "GET"):
        if role not in ALLOWED.get(rule.endpoint, ()):
            continue
        page = page_of(ask(member.client, "GET", url))
        ways = [(str(a["href"]), "GET") for a in page.select("a[href^='/organise']")]
        ways += [(str(f["action"]), "POST") for f in page.select("form[method=post][action]")]
        for path, method in ways:
            endpoint, _values = bound.match(path.partition("?")[0].partition("#")[0], method=method)
            assert role in ALLOWED.get(endpoint, TeamRole), (url, path)
            looked_at.add(endpoint)
    assert "organiser.account" in looked_at


def test_viewers_and_hosts_read_no_addresses_and_no_needs(
    app: Flask, populated: Populated, owner: Account
) -> None:
    assert {role: len(RIGHTS[role]) for role in TeamRole} == {
        TeamRole.OWNER: 5,
        TeamRole.ORGANISER: 4,
        TeamRole.CHECK_IN: 1,
        TeamRole.HOST: 1,
        TeamRole.VIEWER: 2,
    }
    event = f"/organise/events/{populated.event.id}"
    for role, page in (
        (TeamRole.CHECK_IN, f"{event}/check-in?find=Per"),
        (TeamRole.HOST, f"{event}/tables"),
        (TeamRole.VIEWER, f"{event}/glance"),
    ):
        text = ask(make_member(app, owner.body_id, role, f"{role}").client, "GET", page).text
        assert "Person000" in text
        assert "Person000@example.org" not in text.replace(" ", "")
