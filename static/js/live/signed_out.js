/* Whoever is signed out leaves no names behind: what this tab kept of a Day page for the time without a
   network goes, and so do the pages that came up without one. Check-ins that wait are kept until they are sent. */
(async () => {
  "use strict";

  const OURS = /^desk (list|clock|time) of \/organise\//;
  for (const key of Object.keys(sessionStorage).filter((each) => OURS.test(each))) sessionStorage.removeItem(key);
  if (!("serviceWorker" in navigator)) return;
  for (const found of await navigator.serviceWorker.getRegistrations()) {
    if (!new URL(found.scope).pathname.startsWith("/organise/")) continue;
    await caches.delete(`crosstalk ${found.scope}`);
    await found.unregister();
  }
})();
