"""``python -m flows.cli`` is ``dhs-archive``."""

from flows.cli import main

main()
