// News from the preview server; says when it is lost and when it is found again.

const PATIENCE = 2000;

/** Call `handlers.state` with each new state, `lost` and `found` when the connection changes. */
export function connect(handlers) {
  let lost = false;
  let source = null;

  function open() {
    source = new EventSource("/events");
    source.addEventListener("open", () => {
      if (lost) handlers.found();
      lost = false;
    });
    source.addEventListener("state", (event) => handlers.state(JSON.parse(event.data)));
    source.addEventListener("error", () => {
      if (!lost) handlers.lost();
      lost = true;
      // A browser gives up for good when it is refused; the server may yet come back.
      if (source.readyState === EventSource.CLOSED) setTimeout(open, PATIENCE);
    });
  }

  open();
}
