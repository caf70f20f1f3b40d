"""The team of an organisation: members and their roles, and who is invited."""

from datetime import UTC, datetime

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security.core import current_user
from wtforms import RadioField
from wtforms.validators import InputRequired

from scheduler.domain.accounts.roles import Right, TeamRole
from scheduler.errors import InvalidInput, RuleBroken
from scheduler.services.accounts import invitations
from scheduler.services.accounts import team as services
from scheduler.services.accounts.two_steps import second_step
from scheduler.web.access import body_of, member
from scheduler.web.organiser.blueprint import blueprint
from scheduler.web.organiser.confirm import asked_first
from scheduler.web.organiser.plain_form import PlainForm
from scheduler.web.shared.forms import address_field, beside
from scheduler.web.shared.mailing import emails


class InviteForm(PlainForm):
    """Whom to invite, and as what."""

    email = address_field(
        "Email address",
        "The link to join goes there.",
        "Enter the email address of the person you invite.",
    )
    role = RadioField(
        "Role",
        choices=[(role.value, f"{role.value.capitalize()}: {role.words}") for role in TeamRole],
        validators=[InputRequired("Choose a role.")],
    )


@blueprint.route("/team", methods=["GET", "POST"])
@member(Right.TEAM)
def team() -> ResponseReturnValue:
    """Who belongs to the organisation; on a POST invite somebody."""
    body, now = body_of(current_user), datetime.now(UTC)
    form = InviteForm()
    if form.validate_on_submit():
        try:
            address, role = form.email.data or "", form.role.data
            made = invitations.invite_member(body.id, address, role, current_user, now)
        except (InvalidInput, RuleBroken) as error:
            beside(form, error)
        else:
            flash(f"{made.email} is invited as {made.role}. {emails(1)}")
            return redirect(url_for("organiser.team"), 303)
    page = render_template(
        "organiser/accounts/team.html",
        body=body,
        form=form,
        members=services.members_of(body.id),
        two_steps=second_step.with_second_step(body.id),
        invited=invitations.open_invitations(body.id, now),
        roles=TeamRole,
    )
    return page, 400 if form.is_submitted() else 200


@blueprint.post("/team/<int:member_id>/role")
@member(Right.TEAM)
def team_role(member_id: int) -> ResponseReturnValue:
    """Give a member another role."""
    body = body_of(current_user)
    try:
        changed = services.change_role(body.id, member_id, request.form.get("role", ""))
    except (InvalidInput, RuleBroken) as error:
        flash(error.sentence, "bad")
    else:
        flash(f"{changed.user.name} is {changed.role} now: {changed.role.words}.")
    return _back()


@blueprint.route("/team/<int:member_id>/remove", methods=["GET", "POST"])
@member(Right.TEAM)
def team_remove(member_id: int) -> ResponseReturnValue:
    """Say what ends with a membership; then end it."""
    body = body_of(current_user)
    found = services.member_of(body.id, member_id)

    def page() -> ResponseReturnValue:
        return render_template("organiser/accounts/team_remove.html", body=body, member=found)

    def act() -> str:
        name = services.remove_member(body.id, member_id)
        return f"{name} no longer belongs to {body.name}. No emails were sent."

    return asked_first(page, act, url_for("organiser.team"))


@blueprint.post("/team/invitations/<int:invitation_id>/again")
@member(Right.TEAM)
def invitation_again(invitation_id: int) -> ResponseReturnValue:
    """Send an invitation once more, with a fresh link."""
    body = body_of(current_user)
    try:
        made = invitations.send_again(body.id, invitation_id, current_user, datetime.now(UTC))
    except RuleBroken as error:
        flash(error.sentence, "bad")
    else:
        flash(f"{made.email} gets a fresh link; the one before has ended. {emails(1)}")
    return _back()


@blueprint.post("/team/invitations/<int:invitation_id>/withdraw")
@member(Right.TEAM)
def invitation_withdraw(invitation_id: int) -> ResponseReturnValue:
    """End an invitation's link."""
    if invitations.withdraw_invitation(body_of(current_user).id, invitation_id):
        flash("The invitation is withdrawn: its link no longer works.")
    else:
        flash(
            "Nothing was withdrawn: that invitation was used or withdrawn before. Whoever used it "
            "belongs to the team, and can be removed here.",
            "bad",
        )
    return _back()


def _back() -> ResponseReturnValue:
    return redirect(url_for("organiser.team"), 303)
