"""Words every stage uses: units, geometry, source position, findings, errors, messages."""
