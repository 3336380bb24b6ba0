"""What the authorities write: policy, code tables, official wording, calendars, and the faces they are set in."""
