"""The flow (流程): lay out, draw, examine, keep; and what is known of a finished edition."""
