"""The protocol of a peer: print a name, then do the work once for every line that comes in."""
import sys


def serve(name, work):
    print(name, flush=True)
    for _ in sys.stdin:
        print(work(), flush=True)


def absent(what):
    print("absent: " + what, flush=True)
    sys.exit(0)
