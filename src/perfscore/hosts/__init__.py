"""Where the engine meets a program: host value to engine to host value, and nothing more."""
