"""Where the live page is served (本机地址): never to be reached from another machine."""

LOOPBACK = "127.0.0.1"
USUAL_PORT = 8525
