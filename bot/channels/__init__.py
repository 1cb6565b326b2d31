"""Where people write: events go in as InboundEvent, replies come out as a channel's own cards."""
