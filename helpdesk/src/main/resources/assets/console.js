// The console's own script: ticking, keys, drafts, filtering what is shown. Pages work for reading
// without it.
(function () {
  "use strict";

  const body = document.body;
  const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));
  const one = (selector) => document.querySelector(selector);

  // --- Ticking: only while the calendar is open; the server said for how many seconds.
  const seen = new WeakMap();

  function span(seconds) {
    const hours = Math.floor(seconds / 3600);
    const minutes = Math.floor((seconds % 3600) / 60);
    return hours > 0
      ? fill(body.dataset.hours, hours, minutes)
      : fill(body.dataset.minutes, minutes, String(seconds % 60).padStart(2, "0"));
  }

  function fill(pattern, first, second) {
    return pattern.replace("{0}", first).replace("{1}", second);
  }

  function tick() {
    const now = performance.now();
    for (const left of all("[data-seconds]")) {
      if (!seen.has(left)) {
        seen.set(left, now);
      }
      const run = Math.min((now - seen.get(left)) / 1000, Number(left.dataset.runs));
      const seconds = Number(left.dataset.seconds) + Number(left.dataset.step) * Math.floor(run);
      const text = span(Math.max(0, seconds));
      if (left.textContent !== text) {
        left.textContent = text;
      }
    }
  }

  // --- Words for the reader.
  let quiet = 0;

  function say(text) {
    const said = one("#said");
    if (said && text) {
      said.textContent = text;
      said.classList.add("shown");
      clearTimeout(quiet);
      quiet = setTimeout(() => said.classList.remove("shown"), 4000);
    }
  }

  function notice(text) {
    const place = one("#notice");
    if (place) {
      place.textContent = text || "";
      place.hidden = !text;
    }
  }

  // --- Filtering the rows that are shown; a number opens its ticket.
  function filter() {
    const find = one("#find");
    const wanted = find ? find.value.trim().toLowerCase() : "";
    for (const row of all("#queue tbody tr")) {
      row.hidden = wanted !== "" && !row.textContent.toLowerCase().includes(wanted);
    }
  }

  function prepareFind() {
    const find = one("#find");
    if (!find) {
      return;
    }
    find.hidden = false;
    find.addEventListener("input", filter);
    find.addEventListener("keydown", (event) => {
      if (event.key === "Enter") {
        event.preventDefault();
        const number = find.value.trim().replace(/^[#№]\s*/, "");
        const shown = links();
        if (/^\d+$/.test(number)) {
          location.assign("/tickets/" + number);
        } else if (shown.length > 0) {
          shown[0].focus();
        }
      } else if (event.key === "Escape") {
        find.value = "";
        filter();
        find.blur();
      }
    });
  }

  // Whatever page it is on, and however late it came there.
  document.addEventListener("change", (event) => {
    if (event.target.matches(".filter select")) {
      event.target.form.requestSubmit();
    }
  });

  // --- Drafts: what is typed survives a reload, a refusal and signing in again.
  const kept = "form[data-keep] textarea, form[data-keep] select, form[data-keep] input:not([type=hidden]):not([type=file])";

  function draftOf(field) {
    return "draft " + field.form.dataset.keep + " " + field.name + (field.type === "radio" ? " " + field.value : "");
  }

  function isChoice(field) {
    return field.type === "checkbox" || field.type === "radio";
  }

  function valueOf(field) {
    return isChoice(field) ? String(field.checked) : field.value;
  }

  function given(field) {
    if (isChoice(field)) {
      return String(field.defaultChecked);
    }
    if (field.matches("select")) {
      const chosen = Array.from(field.options).find((option) => option.defaultSelected) || field.options[0];
      return chosen ? chosen.value : "";
    }
    return field.defaultValue;
  }

  function keep(field) {
    if (valueOf(field) === given(field)) {
      sessionStorage.removeItem(draftOf(field));
    } else {
      sessionStorage.setItem(draftOf(field), valueOf(field));
    }
  }

  function restoreDrafts(root) {
    const asked = new Set();
    for (const field of all(kept, root)) {
      const draft = sessionStorage.getItem(draftOf(field));
      if (draft !== null && draft !== valueOf(field)) {
        if (isChoice(field)) {
          field.checked = draft === "true";
        } else if (!field.matches("select") || Array.from(field.options).some((o) => o.value === draft)) {
          field.value = draft;
        }
        const kind = field.closest(".classify");
        if (kind && field.matches("select")) {
          asked.add(kind);
        }
        const folded = field.closest("details");
        if (folded) {
          folded.open = true;
        }
      }
      if (field.matches("textarea") && field.value !== "") {
        fit(field);
      }
    }
    // What follows from a restored choice is the server's to say.
    asked.forEach((kind) => kind.dispatchEvent(new Event("change")));
  }

  function forget(form) {
    for (const field of all("textarea, select, input", form).filter((f) => f.name)) {
      sessionStorage.removeItem(draftOf(field));
    }
  }

  function fit(area) {
    area.dataset.least = area.dataset.least || area.rows;
    area.rows = Math.min(24, Math.max(Number(area.dataset.least), area.value.split("\n").length + 1));
  }

  for (const kind of ["input", "change"]) {
    document.addEventListener(kind, (event) => {
      const field = event.target;
      if (field.matches && field.matches(kept)) {
        if (field.matches("textarea")) {
          fit(field);
        }
        const group = field.type === "radio" ? all("[name=" + field.name + "]", field.form) : [field];
        group.forEach(keep);
      }
    });
  }

  // --- Files go along only where this script sends the form. The field itself stays in the page
  // when its news come (hx-preserve), with what was chosen.
  function showFiles() {
    all("label.attach").forEach((label) => (label.hidden = false));
  }

  // --- What htmx brings.
  let before = null;

  body.addEventListener("htmx:beforeSwap", (event) => {
    const form = event.detail.requestConfig.elt;
    const done = form.matches("form[data-done]") && event.detail.xhr.status === 200;
    if (done) {
      all("label.attach input")
        .filter((field) => field.form.dataset.keep === form.dataset.keep)
        .forEach((field) => (field.value = ""));
      if (form.dataset.keep) {
        forget(form);
      }
      say(form.dataset.done);
      opened = new Set();
    } else {
      opened = new Set(all("details[data-open][open]").map((folded) => folded.id));
    }
    before = event.detail.target.id === "queue" ? numbers() : null;
  });

  // What the reader has unfolded stays so.
  let opened = new Set();

  body.addEventListener("htmx:afterSwap", (event) => {
    if (before) {
      for (const row of all("#queue tbody tr")) {
        if (!before.has(row.dataset.number)) {
          row.classList.add("fresh");
          const link = row.querySelector("a.open");
          say(body.dataset.newTicket + " " + row.dataset.number + ": " + (link ? link.textContent : ""));
        }
      }
      before = null;
    }
    if (event.detail.target.matches(".terms")) {
      // The server has taken into account what was chosen; only what it left out is forgotten.
      for (const field of all("#" + event.detail.target.id + " [name]").filter((f) => f.matches(kept))) {
        sessionStorage.setItem(draftOf(field), valueOf(field));
      }
      return;
    }
    for (const folded of all("details[data-open]")) {
      folded.open = folded.open || opened.has(folded.id);
    }
    filter();
    restoreDrafts(document);
    showFiles();
    tick();
    const why = one("form.act [role=alert], form.say [role=alert]");
    if (why) {
      why.scrollIntoView({ block: "nearest" });
    }
  });

  function numbers() {
    return new Set(all("#queue tbody tr").map((row) => row.dataset.number));
  }

  body.addEventListener("htmx:sendError", () => notice(body.dataset.offline));
  body.addEventListener("htmx:responseError", (event) => {
    if (event.detail.xhr.status !== 401) {
      notice(body.dataset.failed);
    }
  });
  body.addEventListener("htmx:beforeOnLoad", (event) => {
    if (event.detail.xhr.status < 400) {
      notice("");
    }
  });

  // --- Keys.
  function links() {
    return all("a.open").filter((link) => !link.closest("tr").hidden);
  }

  function move(by) {
    const shown = links();
    const at = shown.indexOf(document.activeElement);
    const to = at < 0 ? (by > 0 ? 0 : shown.length - 1) : at + by;
    if (shown[to]) {
      shown[to].focus();
      shown[to].closest("tr").scrollIntoView({ block: "nearest" });
    }
  }

  function focusOn(selector) {
    const target = one(selector);
    if (target) {
      target.focus();
      target.scrollIntoView({ block: "center" });
    }
  }

  const keys = {
    j: () => move(1),
    ArrowDown: () => move(1),
    k: () => move(-1),
    ArrowUp: () => move(-1),
    "/": () => focusOn("#find"),
    a: () => focusOn("#answer-text"),
    n: () => focusOn("#note-text"),
    u: () => one("#up") && one("#up").click(),
    h: () => one("#calling") && location.assign("/hotline"),
    c: () => one("#calling .call") && one("#calling .call").click(),
    "?": help,
  };

  // What came of it, by its place: its form unfolds, its first field takes what is typed.
  function unfold(place) {
    const folded = all(".decide > details")[place - 1];
    if (folded) {
      folded.open = true;
      const field = folded.querySelector("select, textarea, input:not([type=hidden])");
      if (field) {
        field.focus();
      }
    }
  }

  for (const place of [1, 2, 3, 4, 5]) {
    keys[place] = () => unfold(place);
  }

  function help() {
    const dialog = one("#help");
    if (dialog && !dialog.open) {
      dialog.showModal();
    }
  }

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, dialog[open]");
    if (event.key === "Enter" && event.ctrlKey && event.target.form) {
      event.target.form.requestSubmit();
      return;
    }
    const arrow = event.key.startsWith("Arrow");
    if (typing || event.ctrlKey || event.altKey || event.metaKey || (arrow && links().length === 0)) {
      return;
    }
    const act = keys[event.key];
    if (act) {
      event.preventDefault();
      act();
    }
  });

  // --- Light and dark, by hand.
  function prepareTheme() {
    const button = one("#theme");
    if (!button) {
      return;
    }
    button.hidden = false;
    button.addEventListener("click", () => {
      const root = document.documentElement;
      const dark = root.dataset.theme
        ? root.dataset.theme === "dark"
        : matchMedia("(prefers-color-scheme: dark)").matches;
      root.dataset.theme = dark ? "light" : "dark";
      try {
        localStorage.setItem("otklik-theme", root.dataset.theme);
      } catch (refused) {
        // It holds for this page then.
      }
    });
  }

  const helpButton = one("#help-button");
  if (helpButton) {
    helpButton.hidden = false;
    helpButton.addEventListener("click", help);
  }
  prepareTheme();
  prepareFind();
  restoreDrafts(document);
  showFiles();
  tick();
  setInterval(tick, 1000);
})();
