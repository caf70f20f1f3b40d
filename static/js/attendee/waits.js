/* The page of somebody who has no table yet, or none in some round: it is shown anew as soon as they have one. The clock
   is asked for often, as on every phone; the page when something has changed, and now and then for a chair given without it. */
(() => {
  "use strict";

  const LOOK_EVERY = 20_000;
  const OFTEN = 1_500;
  const EARLY = 60 * 60_000;
  const section = document.getElementById("rounds");
  const lacks = (page) => (page.querySelector("#rounds .round") ? page.querySelectorAll("#rounds .no-table-yet").length : Infinity);
  const lacking = lacks(document);
  let { key, near } = JSON.parse(section.dataset.state);
  let looked = Date.now();

  async function follow() {
    let every = LOOK_EVERY;
    try {
      if (!document.hidden) {
        const told = await asking.state(section.dataset.live);
        // The first plan may be made at the door, before there is a clock.
        const soon = told.now > Date.parse(section.dataset.starts) - EARLY;
        every = soon ? Math.min(told.every, OFTEN) : told.every;
        const waits = section.dataset.published === "yes" && Date.now() - looked > LOOK_EVERY;
        if (told.key !== key || told.near !== near || waits) {
          looked = Date.now();
          const { page, ok } = await asking.page(location.href);
          if (ok && lacks(page) < lacking) {
            location.reload();
            return null;
          }
          ({ key, near } = told);
        }
      }
    } catch { /* Without a connection nothing is new. */ }
    return every;
  }

  asking.follow(follow, 1_500);
})();
