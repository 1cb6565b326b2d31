"""Every seam to the outside: what the use cases need, said without saying who provides it."""
