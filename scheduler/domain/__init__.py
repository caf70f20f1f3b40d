"""Facts and rules of events, sign-ups, agendas and plans; standard library only."""
