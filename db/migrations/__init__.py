"""The steps by which a store of an earlier release becomes one of this release."""
