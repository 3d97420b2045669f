"""What it looks like: after this stage every length is in pt and every colour is CMYK."""
