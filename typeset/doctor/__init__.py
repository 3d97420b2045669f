"""Is everything here that an edition needs (体检)?

A broken environment is what this package is for: nothing in it may raise, and it imports no package
of others before it has looked for it.
"""
