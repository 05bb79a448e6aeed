// Before anything is drawn: the theme that was chosen by hand, if one was.
(function () {
  "use strict";
  try {
    const chosen = localStorage.getItem("otklik-theme");
    if (chosen === "light" || chosen === "dark") {
      document.documentElement.dataset.theme = chosen;
    }
  } catch (refused) {
    // Without storage the system's theme holds.
  }
})();
