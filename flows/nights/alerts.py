"""Whoever runs this is told when a run fails or a release is held back: through a webhook of Prefect.

The webhook is a block that the operator saves in Prefect, with address and secrets; its name stands in
``DHS_ARCHIVE_WEBHOOK``. Without it nothing is sent, and the state of the run says the same.
"""

from __future__ import annotations

import os
import sys
from typing import Any

from prefect import Flow, State
from prefect.blocks.webhook import Webhook
from prefect.client.schemas.objects import FlowRun
from prefect.utilities.asyncutils import run_coro_as_sync

WEBHOOK = "DHS_ARCHIVE_WEBHOOK"
"""The variable of the environment that names the block."""


def alert(flow: Flow[..., Any], flow_run: FlowRun, state: State[Any]) -> None:
    """Send what failed and why, as a hook on the failure of a flow; what cannot be sent is said on stderr."""
    block = os.environ.get(WEBHOOK)
    if not block:
        return
    try:
        webhook: Any = Webhook.load(block)
        run_coro_as_sync(webhook.call(payload(flow, flow_run, state)))
    except Exception as error:  # an alarm that fails must not hide why it was given
        sys.stderr.write(f"warning: the webhook {block} could not be called: {error}\n")


def payload(flow: Flow[..., Any], flow_run: FlowRun, state: State[Any]) -> dict[str, str]:
    """Give what is sent: flow and run, what became of it, and the words that say what to do."""
    name, said = state.name or str(state.type), state.message or ""
    return {
        "text": f"dhs-archive {flow.name} {flow_run.name}: {said or name}",
        "flow": flow.name,
        "run": str(flow_run.id),
        "state": name,
        "message": said,
    }
