"""The programs' add-ins: what they are built from, what they read on a person's computer. Hosts know nothing of it."""
