"""People and topics: whoever and whatever stories are gathered under."""
