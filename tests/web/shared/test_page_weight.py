"""What a page makes a phone load beside its text: style and scripts stay light."""

import gzip
import re

from flask import Flask

from tests.builders import Account
from tests.builders.pages import ask
from tests.builders.populated import populate
from tests.builders.routes import addresses

MOST_BYTES = 40_000
"""For the style sheets and scripts of one page, each compressed."""
LINKED = re.compile(r'(?:<link rel="stylesheet" href|<script src)="([^"]+)"')


def test_style_and_scripts_of_every_page_are_light(app: Flask, owner: Account) -> None:
    weights: dict[str, int] = {}

    def weight(address: str) -> int:
        if address not in weights:
            weights[address] = len(gzip.compress(owner.client.get(address).data))
        return weights[address]

    heavy, looked = {}, 0
    for rule, url in addresses(app, populate(owner.body_id).arguments, "GET"):
        answer = ask(owner.client, "GET", url)
        if answer.mimetype == "text/html":
            looked += 1
            bytes_ = sum(map(weight, set(LINKED.findall(answer.text))))
            if bytes_ > MOST_BYTES:
                heavy[rule.rule] = bytes_
    assert heavy == {}
    assert looked > 30
    assert min(weights.values()) > 0
