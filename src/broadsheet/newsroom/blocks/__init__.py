"""The blocks a body is written in. Running text is one block; the others hold only what text cannot."""
