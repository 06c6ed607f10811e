"""page-validation in a process of its own: PROFILE FILE… in, one JSON line an edition out."""

import json
import sys

import page

profile, *editions = sys.argv[1:]
for edition in editions:
    try:
        failures = page.validate_pdf(edition, profile=profile).failures
        findings = [{"rule": failure.rule_id, "message": failure.message} for failure in failures]
    except page.PageError as refusal:
        findings = [{"rule": type(refusal).__name__, "message": str(refusal)}]
    print(json.dumps({"edition": edition, "findings": findings}), flush=True)
