"""The page of the day and the page after it."""

import time_machine

from scheduler.domain.morning.clock import Phase
from scheduler.models import Event, Plan, db
from scheduler.services.morning.attendance import check_in, mark_absent
from scheduler.services.paper.prints import note_print
from scheduler.services.planning import publishing
from scheduler.services.planning.rounds.clock import Press, make_ready, press
from tests.builders import NOW, Account, assign, make_people
from tests.builders.pages import notices, number_of, page_of, places, texts, title, words


def publish(owner: Account, event: Event) -> Plan:
    """A published plan for four people."""
    make_people(event, 4, ("Voluntary", "Public"))
    plan = assign(event, owner.user)
    publishing.publish(plan, owner.user, NOW)
    return plan


def test_before_publishing_it_leads_to_the_rounds(owner: Account, event: Event) -> None:
    with time_machine.travel("2026-12-04 08:00 +0000", tick=False):
        answer = owner.client.get(f"/organise/events/{event.id}/day")
    assert title(answer) == "The day"
    assert places(answer, "Publish the rounds first") == ["p"]
    assert "Late changes" not in words(answer)
    filled = page_of(answer).select(".button.primary")
    assert [button.text for button in filled] == ["Add and check in"]
    after = owner.client.get(f"/organise/events/{event.id}/after")
    assert texts(after, "h2") == ["Nothing to show yet"]


def test_of_an_event_that_is_called_off_the_day_says_so_first(owner: Account, event: Event) -> None:
    publish(owner, event)
    event.called_off_at = NOW
    db.session.commit()
    for moment in ("2026-12-02 08:00 +0000", "2026-12-04 08:00 +0000"):
        with time_machine.travel(moment, tick=False):
            answer = owner.client.get(f"/organise/events/{event.id}/day")
        assert title(answer) == "The day"
        assert texts(answer, "main > .notice") == [
            "This event is called off: nobody is expected. Reinstate it on its overview"
        ]
        assert number_of(answer, "details:not([open]) #desk") == 1


def test_days_before_it_says_what_to_prepare_and_folds_check_in(
    owner: Account, event: Event
) -> None:
    """From twelve hours before, or once somebody has arrived, it is the page of the morning."""
    day = f"/organise/events/{event.id}/day"
    with time_machine.travel("2026-12-02 08:00 +0000", tick=False):
        early = owner.client.get(day)
        plan = publish(owner, event)
        printing = owner.client.get(day)
        note_print(event, plan, "all", NOW)
        clock = owner.client.get(day)
        looking = page_of(owner.client.get(f"{day}?find=a")).select_one("details:has(#check-in)")
    with time_machine.travel("2026-12-03 20:30 +0000", tick=False):
        evening = owner.client.get(day)
    check_in(event, plan.seats[0].attendee_id, "", NOW)
    with time_machine.travel("2026-12-02 08:00 +0000", tick=False):
        rehearsed = owner.client.get(day)
    nexts = [texts(one, ".hero-number, .next h2") for one in (early, printing, clock)]
    assert nexts == [
        ["2", "Publish the rounds"],
        ["2", "Print the sheets"],
        ["2", "Get the clock ready"],
    ]
    assert number_of(printing, "details:not([open]) #desk") == 1
    assert looking is not None
    assert looking.has_attr("open")
    assert [number_of(one, "details #desk, .hero") for one in (evening, rehearsed)] == [0, 0]


def test_afterwards_it_says_who_came_and_leads_to_the_result(owner: Account, event: Event) -> None:
    plan = publish(owner, event)
    check_in(event, plan.seats[0].attendee_id, "", NOW)
    with time_machine.travel("2026-12-04 10:30 +0000", tick=False):
        over = owner.client.get(f"/organise/events/{event.id}/day")
    assert texts(over, ".hero-lead") == [
        "1 person came Friday 4 December 2026 3 did not come, or nobody noted it."
    ]
    assert texts(over, ".next a") == ["See the result"]
    assert number_of(over, "details:not([open]) #desk") == 1
    assert places(over, "Make new tables") == places(over, "out of date") == []


def test_a_published_plan_is_printed_from_here(owner: Account, event: Event) -> None:
    plan = publish(owner, event)
    with time_machine.travel("2026-12-04 08:57 +0000", tick=False):
        answer = owner.client.get(f"/organise/events/{event.id}/day")
    printed = f"/organise/events/{event.id}/rounds/plans/{plan.number}/sheets/all.pdf"
    assert number_of(answer, f'[action="{printed}"]') == 1
    assert places(answer, "08:55 09:03 Round 2 now") == ["#timetable tr"]
    there = f"/organise/events/{event.id}/rounds/plans/{plan.number}"
    assert page_of(answer).select_one(f"main a[href='{there}']") is not None
    after = page_of(owner.client.get(f"/organise/events/{event.id}/after"))
    assert texts(after, ".hero-number") == [str(plan.score["cross_sector_pairs"])]


def test_what_is_still_to_come_is_not_told_as_past(owner: Account, event: Event) -> None:
    publish(owner, event)
    page = f"/organise/events/{event.id}/after"
    with time_machine.travel("2026-12-04 10:29 +0000", tick=False):
        before = owner.client.get(page)
    with time_machine.travel("2026-12-04 10:30 +0000", tick=False):
        afterwards = owner.client.get(page)
    planned = "This page then tells who came, who met and what was promised"
    told = "Nobody was checked in, so what happened is not known."
    assert [len(places(before, sentence)) for sentence in (planned, told)] == [1, 0]
    assert [len(places(afterwards, sentence)) for sentence in (planned, told)] == [0, 1]


def test_a_link_for_nobody_is_refused_on_the_page_of_links(owner: Account, event: Event) -> None:
    there = f"/organise/events/{event.id}/day"
    refused = owner.client.post(f"{there}/links", data={"name": "  "})
    assert refused.headers["Location"] == f"{there}?open=links#links"
    assert notices(owner.client.get(there)) == [
        "Say who gets the link, such as “Jean at the door”."
    ]


def test_a_tablet_needs_no_name_and_each_link_has_its_code(owner: Account, event: Event) -> None:
    there = f"/organise/events/{event.id}/day"
    owner.client.post(f"{there}/links", data={"name": "", "kind": "tablet"})
    page = page_of(owner.client.get(there))
    assert texts(page, ".desk-link b") == ["Tablet at the door"]
    assert len(page.select(".desk-qr svg")) == 1


def test_hosts_who_do_not_come_are_named_with_their_tables(owner: Account, event: Event) -> None:
    ann, bob, *_others = make_people(event, 12)
    ann.host_table, bob.host_table = 1, 2
    publishing.publish(assign(event, owner.user), owner.user, NOW)
    with time_machine.travel(event.starts_at, tick=False):
        mark_absent(event, bob.id, "door", event.starts_at)
        page = page_of(owner.client.get(f"/organise/events/{event.id}/day"))
    hosts = page.select_one("details:has(#hosts)")
    assert hosts is not None
    assert texts(hosts, "summary span") == ["1 of 2 come: table 2 has nobody"]
    assert texts(hosts, "li") == [
        f"Table 1 {ann.name} Let them run the clock",
        f"Table 2 {bob.name} does not come",
    ]


def test_another_hosts_the_table_of_a_host_who_does_not_come(owner: Account, event: Event) -> None:
    ann, bob, cat, dan, *_others = make_people(event, 12)
    ann.host_table, bob.host_table = 1, 2
    publishing.publish(assign(event, owner.user), owner.user, NOW)
    there = f"/organise/events/{event.id}/day"
    with time_machine.travel(event.starts_at, tick=False):
        mark_absent(event, bob.id, "door", event.starts_at)
        for person in (ann, cat, dan):
            check_in(event, person.id, "door", event.starts_at)
        page = page_of(owner.client.get(there))
        form = page.select_one(".host-new")
        assert form is not None
        offered = [str(option["value"]) for option in form.select("option")]
        assert sorted(offered) == sorted(["", str(cat.id), str(dan.id)])
        for who, told in (
            ("", "Choose who hosts the table."),
            (str(ann.id), f"{ann.name} hosts table 1 already."),
            (str(cat.id), f"{cat.name} hosts table 2: new tables seat them there."),
            (str(dan.id), f"Table 2 has its host, {cat.name}."),
        ):
            owner.client.post(str(form["action"]), data={"who": who})
            assert texts(owner.client.get(there), "main > .notice")[:1] == [told]
        page = page_of(owner.client.get(there))
    hosts = page.select_one("details:has(#hosts)")
    assert hosts is not None
    assert texts(hosts, "summary span") == ["2 tables have one"]
    assert texts(hosts, "li b, li a") == ["Table 1", ann.name, "Table 2", cat.name]


def test_the_time_and_the_agenda_lead_before_the_clock_is_ready(
    owner: Account, event: Event
) -> None:
    there = f"/organise/events/{event.id}/day"
    with time_machine.travel("2026-12-04 08:37 +0000", tick=False):
        bare = owner.client.get(there)
        publish(owner, event)
        page = owner.client.get(there)
    shown = "#clock > :not(div)"
    assert texts(page, shown) == [
        "08:37",
        "Welcome, until 08:45",
        "Round 1 at 08:45 , in 8 minutes .",
        "Get the clock ready, one for the big screen, the phones and this page. "
        "Choose who starts the rounds:",
    ]
    assert texts(bare, shown) == texts(page, shown)[:3]
    with time_machine.travel("2026-12-03 08:37 +0000", tick=False):
        assert number_of(owner.client.get(there), "[data-clock-now]") == 0


def test_once_the_rounds_are_over_it_leads_to_what_is_next(owner: Account, event: Event) -> None:
    """The event has not ended by its time, and nothing of it is left."""
    plan = publish(owner, event)
    base, now = f"/organise/events/{event.id}", event.starts_at
    check_in(event, plan.seats[0].attendee_id, "", now)
    make_ready(event, False, now)
    for number in range(1, plan.rounds + 1):
        for phase in (Phase.BEFORE if number == 1 else Phase.MOVE, Phase.TALK):
            press(event, Press.NEXT, (phase, number), now)
    with time_machine.travel("2026-12-04 09:30 +0000", tick=False):
        day, after = owner.client.get(f"{base}/day"), owner.client.get(f"{base}/after")
        owner.client.post(f"{base}/report/begin")
        report = owner.client.get(f"{base}/report")
    assert texts(day, "#clock .button.primary") == ["See the result"]
    assert texts(after, ".next h2, section h2")[:3] == [
        "0 links between sectors were made, 0% of the 4 planned",
        "Make the impact report",
        "What grows out of it",
    ]
    assert texts(after, "[aria-labelledby=touch] p") == [
        "Everybody who came finds the people they met on their own page. Where both say yes, each "
        "gets the other’s email address; nobody learns of a no, and you see numbers alone.",
        "0 of 1 have answered; 0 pairs both said yes.",
        "Write to the 1 who came…",
    ]
    assert number_of(report, ".report") == 1


def test_no_link_is_offered_that_has_ended(owner: Account, event: Event) -> None:
    there = f"/organise/events/{event.id}/day"
    with time_machine.travel("2026-12-05 04:00 +0000", tick=False):
        page = owner.client.get(f"{there}?open=links")
        owner.client.post(f"{there}/links", data={"name": "Jean"})
        refused = owner.client.get(there)
    assert texts(page, "#links p.quiet") == [
        "The links ended on Saturday 5 December 2026 at 04:00."
    ]
    assert number_of(page, "#links form") == 0
    assert texts(refused, "main > .notice") == [
        "Links end the night after the event: let people in on this page."
    ]


def test_before_the_first_plan_there_is_one_thing_to_do(owner: Account, event: Event) -> None:
    people = make_people(event, 4)
    with time_machine.travel(event.starts_at, tick=False):
        nobody = page_of(owner.client.get(f"/organise/events/{event.id}/day"))
        for person in people:
            check_in(event, person.id, "door", event.starts_at)
        everybody = page_of(owner.client.get(f"/organise/events/{event.id}/day"))
    assert texts(nobody, ".spread .button") == ["Go to the rounds"]
    assert texts(everybody, ".spread .button") == []
