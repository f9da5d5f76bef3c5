"""``python -m quoth`` is the command ``quoth``."""

from .cli import main

__all__ = ["main"]

if __name__ == "__main__":
    main(prog_name="quoth")
