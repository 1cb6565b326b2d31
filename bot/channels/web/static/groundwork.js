// What the pages add where scripts run. Without it every form still works, by loading the page anew.
(() => {
  "use strict";
  const composer = document.getElementById("composer");
  const message = document.getElementById("message");
  const send = document.getElementById("send");
  const notes = document.getElementById("notes");
  const offline = document.getElementById("offline");
  const notice = document.getElementById("notice");
  let sentText = "";

  document.documentElement.classList.add("scripted");

  // On a phone the notes stand below the talk: folded, so that they are one tap away.
  if (notes && window.matchMedia("(max-width: 60rem)").matches) notes.open = false;

  if (!composer) return;

  message.addEventListener("keydown", (event) => {
    const typing = event.isComposing || event.shiftKey || event.ctrlKey || event.altKey || event.metaKey;
    const touch = window.matchMedia("(pointer: coarse)").matches;
    if (event.key !== "Enter" || typing || touch) return;
    event.preventDefault();
    if (!send.disabled) composer.requestSubmit();
  });

  if (!window.htmx) {
    // The browser leaves the page now; a second press would only repeat the first.
    composer.addEventListener("submit", () => setTimeout(() => (send.disabled = true)));
    window.addEventListener("pageshow", () => (send.disabled = false));
    return;
  }

  document.body.addEventListener("htmx:beforeRequest", (event) => {
    offline.hidden = true;
    notice.replaceChildren();
    if (event.detail.elt === composer) sentText = message.value;
  });

  document.body.addEventListener("htmx:sendError", () => (offline.hidden = false));
  document.body.addEventListener("htmx:timeout", () => (offline.hidden = false));

  // A key stands for one event. When the page comes back from the history, its keys may be used up.
  window.addEventListener("pageshow", (event) => event.persisted && window.location.reload());

  document.body.addEventListener("htmx:afterRequest", (event) => {
    if (!event.detail.successful) return;
    const form = event.detail.elt;
    if (form === composer) {
      // Keep what was typed while the answer was on its way.
      message.value = message.value.startsWith(sentText) ? message.value.slice(sentText.length) : message.value;
      message.focus();
    } else if (form.enctype === "multipart/form-data") {
      form.reset();
    } else if (!form.isConnected || !form.checkVisibility()) {
      message.focus({ preventScroll: true });
    }
  });

  document.body.addEventListener("htmx:afterSettle", () => {
    const last = document.querySelector("#turns > li:last-child");
    if (last) last.scrollIntoView({ block: "start" });
  });
})();
