/* Unisson — progressive enhancements. Every page works without this file. */
(() => {
  "use strict";
  const $ = (s, r = document) => r.querySelector(s);
  const $$ = (s, r = document) => [...r.querySelectorAll(s)];
  const on = (type, fn) => document.addEventListener(type, fn);
  const store = { get: k => { try { return localStorage.getItem(k); } catch { return null; } }, set: (k, v) => { try { localStorage.setItem(k, v); } catch { /* private mode */ } } };

  // the words this script says itself, in the language of the page
  const en = document.documentElement.lang === "en";
  const words = en
    ? { show: "Show", hide: "Hide", copied: "Copied.", picked: n => n + (n > 1 ? " invoices selected" : " invoice selected") }
    : { show: "Afficher", hide: "Masquer", copied: "Copié.", picked: n => n + (n > 1 ? " factures sélectionnées" : " facture sélectionnée") };

  // theme: follows the system until the person chooses
  const root = document.documentElement;
  const saved = store.get("theme");
  if (saved) root.dataset.theme = saved;
  const reveal = part => $$("[data-theme-toggle],[data-reveal]", part).forEach(b => { b.hidden = false; });
  reveal(document);

  on("click", e => {
    const el = e.target.closest("[data-theme-toggle],[data-dialog],[data-close],[data-copy],[data-dismiss],[data-reveal],.doc a[href^='#']");
    if (!el) return;
    if (el.matches("[data-theme-toggle]")) {
      const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
      store.set("theme", root.dataset.theme = dark ? "light" : "dark");
    } else if (el.dataset.dialog) {            // a link to the confirmation page becomes a dialog
      const d = document.getElementById(el.dataset.dialog);
      if (d?.showModal) { e.preventDefault(); d.showModal(); }
    } else if (el.matches("[data-close]")) { const d = el.closest("dialog"); if (d?.matches(":modal")) { e.preventDefault(); d.close(); } }
    else if (el.dataset.reveal) {              // « Afficher » the password
      const f = document.getElementById(el.dataset.reveal);
      const shown = f.type === "text";
      f.type = shown ? "password" : "text";
      el.setAttribute("aria-pressed", String(!shown));
      el.firstChild.data = shown ? words.show : words.hide;
    } else if (el.dataset.copy) {
      navigator.clipboard?.writeText(el.dataset.copy).then(() => say(words.copied));
    } else if (el.matches("[data-dismiss]")) { el.closest(".toast,.callout")?.remove(); }
    else {                                      // a frame on the page image leads to its field
      const f = document.getElementById(el.getAttribute("href").slice(1));
      if (f) { e.preventDefault(); f.focus(); f.scrollIntoView({ block: "center" }); }
    }
  });

  const money = new Intl.NumberFormat(en ? "en-GB" : "fr-FR", { minimumFractionDigits: 2, maximumFractionDigits: 2 });

  const euros = v => (en ? "€" + money.format(v) : money.format(v) + "\u00a0€");

  // one polite voice for the page
  const say = text => {
    let box = $("#annonce");
    if (!box) { box = Object.assign(document.createElement("p"), { id: "annonce", className: "sr" }); box.setAttribute("role", "status"); document.body.append(box); }
    box.textContent = text;
  };

  // file drop: only the highlight, the native control does the work
  const over = { dragenter: true, dragover: true, dragleave: false, drop: false };
  Object.keys(over).forEach(type => on(type, e => e.target.closest?.(".drop")?.classList.toggle("is-over", over[type])));

  // amounts: typed freely (3500 or 3500,5), shown as 3 500,00; the server reads every kind of space
  on("change", e => {
    if (!e.target.matches("input.num")) return;
    const typed = e.target.value.replace(/\s/g, "");
    const v = Number(en && typed.includes(".") ? typed.replaceAll(",", "") : typed.replace(",", "."));
    if (e.target.value.trim() && Number.isFinite(v)) e.target.value = money.format(v);
  });

  // selection: « tout sélectionner », number and sum
  const select = scope => {
    const boxes = () => $$("tbody td input[type=checkbox]", scope);
    const all = $("[data-all]", scope);
    if (all) { all.hidden = false; all.addEventListener("change", () => { boxes().forEach(b => { b.checked = all.checked; }); refresh(); }); }
    const refresh = () => {
      const picked = boxes().filter(b => b.checked);
      if (all) { all.checked = picked.length === boxes().length; all.indeterminate = picked.length > 0 && !all.checked; }
      const sum = $("[data-sum]", scope);
      if (sum) sum.textContent = euros(picked.reduce((s, b) => s + Number(b.dataset.amount || 0), 0));
      say(words.picked(picked.length));
    };
    scope.addEventListener("change", e => { if (e.target !== all) refresh(); });
    $("[data-clear]", scope)?.addEventListener("click", e => { e.preventDefault(); boxes().forEach(b => { b.checked = false; }); refresh(); });
  };
  $$(".bulk-scope").forEach(select);

  // what htmx brings in gets the same
  on("htmx:load", e => {
    if (e.target === document.body) return;
    reveal(e.target);
    [e.target, ...$$(".bulk-scope", e.target)].filter(part => part.matches(".bulk-scope")).forEach(select);
  });

  // keyboard of the recipient's list; off while typing, and can be switched off (WCAG 2.1.4)
  const list = $("[data-keys]");
  const onOff = $("#raccourcis");
  if (onOff) { onOff.checked = store.get("keys") !== "off"; onOff.addEventListener("change", () => store.set("keys", onOff.checked ? "on" : "off")); }
  if (list) on("keydown", e => {
    if (e.ctrlKey || e.metaKey || e.altKey || (onOff && !onOff.checked)) return;
    if (e.target.closest("input:not([type=checkbox]),select,textarea,dialog[open],[contenteditable]")) return;
    const links = $$("[data-row]", list);
    const row = document.activeElement?.closest("tr");
    const at = links.findIndex(a => a.closest("tr") === row);
    const key = e.key.toLowerCase();
    if (key === "j" || key === "k") { links[Math.max(0, Math.min(links.length - 1, at + (key === "j" ? 1 : -1)))]?.focus(); }
    else if (key === "x" && row) { $("input[type=checkbox]", row)?.click(); }
    else if (e.key === "?") { $("[popovertarget=clavier]")?.click(); }
    else { const act = $(`[data-key="${CSS.escape(key)}"]`); if (!act) return; act.focus(); if (act.tagName !== "SUMMARY") act.click(); }
    e.preventDefault();
  });

  // a live check renews fields by their ids: neither the one somebody is typing in, nor those that say the same
  const count = form => { const turn = $("[data-turn]", form); if (turn) turn.value = Number(turn.value) + 1; return turn?.value; };
  on("submit", e => { count(e.target); });
  on("htmx:configRequest", e => { const turn = count(e.detail.elt); if (turn) e.detail.parameters.turn = turn; });
  const late = new Map();
  on("htmx:oobBeforeSwap", e => {
    const now = e.detail.target, next = e.detail.fragment.firstElementChild;
    const same = next?.isEqualNode(now) && !now.querySelector("[type=radio]"); // a pressed radio differs by no attribute
    const used = now.contains(document.activeElement);
    if (used && next) late.set(now.id, next.cloneNode(true)); else late.delete(now.id);
    if (used || same) e.detail.shouldSwap = false;
  });
  // what a check said of the field in use is shown when it is left, unless something else was typed since
  on("focusout", e => {
    const box = e.target.closest("[id^=champ-]"), next = box && late.get(box.id);
    if (!next || box.contains(e.relatedTarget)) return;
    late.delete(box.id);
    const [control, answer] = [box, next].map(part => $("input.input,select.input", part));
    const untouched = control && control.value === (control.defaultValue ?? answer?.value);
    if (control && answer && (untouched || control.value === answer.value)) { box.replaceWith(next); window.htmx?.process(next); }
  });

  // after a refused form, start at the summary of what to fix
  $("[data-focus]")?.focus();
})();
