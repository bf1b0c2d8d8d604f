"""What the self-check looks at: each module takes the PC and gives findings; ``install.doctor`` has the list."""
