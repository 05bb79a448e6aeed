// Who calls, on every page: a stream of events says that something happened, the page asks what.
(function () {
  "use strict";

  const calling = document.querySelector("#calling");
  if (!calling || !window.EventSource) {
    return;
  }
  const LAST = "hotline last";
  const OPENED = "hotline opened";
  let source = null;

  // A page that is left goes on in the next one: nothing is missed in between.
  function keep(id) {
    if (id) {
      sessionStorage.setItem(LAST, id);
    }
  }

  // Browsers allow few connections to one place: pages that nobody sees let go of theirs.
  function listen() {
    if (document.hidden || source) {
      return;
    }
    const last = sessionStorage.getItem(LAST);
    source = new EventSource(calling.dataset.events + (last ? "?after=" + last : ""));
    source.addEventListener("now", (event) => {
      keep(event.lastEventId);
      happened();
    });
    source.addEventListener("hotline", (event) => {
      keep(event.lastEventId);
      happened();
      open(JSON.parse(event.data).open);
    });
  }

  function rest() {
    if (document.hidden && source) {
      source.close();
      source = null;
    }
  }

  function happened() {
    document.body.dispatchEvent(new CustomEvent("hotline"));
  }

  // The card of the call that the reader has picked up: in one window, once.
  function open(card) {
    if (card && localStorage.getItem(OPENED) !== card) {
      localStorage.setItem(OPENED, card);
      location.assign(card);
    }
  }

  document.addEventListener("visibilitychange", () => (document.hidden ? rest() : listen()));
  window.addEventListener("pagehide", () => source && source.close());
  listen();
})();
