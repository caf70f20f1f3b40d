/* Times as every script writes them: how long something still takes, the time of day where the event is, and
   what the room does by its clock. */
window.times = {
  left(seconds) {
    const hours = Math.floor(seconds / 3600);
    const minutes = Math.floor(seconds / 60) % 60;
    const rest = String(seconds % 60).padStart(2, "0");
    return hours ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
  },

  clock(moment, timeZone) {
    return new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone }).format(moment);
  },

  /* What the room does so many seconds before its phase ends: the end of a break calls to the tables. */
  doing(state, seconds) {
    return state.phase === "break" && !state.paused && seconds <= state.call ? "move" : state.phase;
  },
};
