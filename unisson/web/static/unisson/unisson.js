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
    ? { show: "Show", hide: "Hide", copied: "Copied.", found: n => n + (n > 1 ? " files in the list" : " file in the list"), picked: n => n + (n > 1 ? " invoices selected" : " invoice selected"), look: (f, n) => f + ", to check" + (n ? ", " + n + " more" : ", the last one"), lost: "Nothing was taken: click once more.", up: (d, n) => "Sent to the portal: " + d + " of " + n, kept: (n, k) => n + (n > 1 ? " files kept" : " file kept") + (k ? ", " + k + " already there" : "") + ".", full: n => n + " found no room: open another submission for them.", cut: "The connection was lost. What was sent is kept: press again to send the rest.", out: "Your session has ended. What was sent is kept: sign in again, then choose the files once more." }
    : { show: "Afficher", hide: "Masquer", copied: "Copié.", found: n => n + (n > 1 ? " pièces dans la liste" : " pièce dans la liste"), picked: n => n + (n > 1 ? " factures sélectionnées" : " facture sélectionnée"), look: (f, n) => f + ", à vérifier" + (n ? ", encore " + n + " ensuite" : ", le dernier"), lost: "Rien n’a été pris : cliquez encore une fois.", up: (d, n) => "Envoyés au portail : " + d + " sur " + n, kept: (n, k) => n + (n > 1 ? " fichiers gardés" : " fichier gardé") + (k ? ", " + k + " y étaient déjà" : "") + ".", full: n => n + " sans place : ouvrez un autre dépôt pour eux.", cut: "La connexion est coupée. Ce qui est envoyé est gardé : pressez encore pour envoyer le reste.", out: "Votre session a pris fin. Ce qui est envoyé est gardé : reconnectez-vous, puis choisissez à nouveau les fichiers." };

  // theme: follows the system until the person chooses
  const root = document.documentElement;
  const saved = store.get("theme");
  if (saved) root.dataset.theme = saved;
  const reveal = part => $$("[data-theme-toggle],[data-reveal],[data-script]", part).forEach(b => { b.hidden = false; });
  reveal(document);

  // where tabs scroll, the current one is in sight, in browsers that do not know `scroll-initial-target` as well
  const tab = $(".tabs [aria-current]"), strip = tab?.closest("ul");
  if (strip) { const [a, b] = [tab, strip].map(part => part.getBoundingClientRect()); strip.scrollLeft += a.left - b.left - (b.width - a.width) / 2; }

  // a value of the page goes into the field in use: the server reads what stands under the pointer, in the shape of the field
  const taking = $("[data-take]");
  const deposit = taking?.form;
  if (deposit) $(".doc", deposit).classList.add("is-live");
  const fieldOf = part => part.closest?.("[id^=champ-]");
  const frameOf = field => field && $(".box.k-" + CSS.escape(field.id.slice(6)), deposit);
  const bring = frame => {                     // into the window of the pages, and nothing else moves
    const view = frame?.closest(".doc__view");
    if (!view) return;
    const [a, b] = [frame, view].map(part => part.getBoundingClientRect());
    if (a.top < b.top || a.bottom > b.bottom) view.scrollBy(0, a.top - b.top - (b.height - a.height) / 2);
    if (a.left < b.left || a.right > b.right) view.scrollBy(a.left - b.left - (b.width - a.width) / 2, 0);
  };
  const inUse = e => {
    const field = deposit?.contains(e.target) && fieldOf(e.target);
    if (!field) return;
    const key = field.id.slice(6);
    if (e.type === "focusin" && [...taking.options].some(o => o.value === key)) taking.value = key;
    bring(frameOf(field));
  };
  on("focusin", inUse);
  on("pointerover", inUse);
  on("click", e => {
    const page = e.target.closest(".doc.is-live .doc__page");
    if (!page || !window.htmx || !e.detail) return;
    const frame = e.target.closest(".box"), field = document.getElementById(taking.value);
    if (frame?.matches(".box--maybe") && field?.value) taking.value = frame.getAttribute("href").replace(/^#offre-(.*)-\d+$/, "$1");
    else if (frame && field?.value) return;     // a frame leads to its field, unless the field in use waits for a value
    e.preventDefault();
    const at = page.getBoundingClientRect(), scale = $("svg", page).viewBox.baseVal.width / at.width, key = taking.value;
    const place = [page.dataset.page, (e.clientX - at.left) * scale, (e.clientY - at.top) * scale].join(" ");
    const said = text => { const box = $("#prise"); if (text && box) box.textContent = text; if (box?.textContent) say(box.textContent); };
    const done = window.htmx.ajax("POST", deposit.getAttribute("hx-post"), { source: deposit, swap: "none", values: { take: key, at: place } });
    pointing = true;
    done.then(() => { document.getElementById(key)?.focus(); said(); }, () => said(words.lost))
      .finally(() => { pointing = false; if (missed) { missed = false; window.htmx.trigger(deposit, "change"); } });
  });
  // leaving a field for the page asks for a check too: it waits, since it would take the place of the click, which says as much
  let pointing = false, missed = false;
  on("htmx:confirm", e => { if (pointing && e.target === deposit) { e.preventDefault(); missed = true; } });
  // a check that a reload cut off may be kept after the new page was made: once, and before anything is touched, look again
  const cut = "coupe " + location.pathname, later = { get: () => { try { return sessionStorage.getItem(cut); } catch { return null; } }, set: v => { try { v ? sessionStorage.setItem(cut, v) : sessionStorage.removeItem(cut); } catch { /* private mode */ } } };
  if (deposit) {
    let touched = false, leaving = false;
    for (const act of ["input", "keydown", "pointerdown", "submit"]) on(act, () => { touched = true; });
    if (later.get()) { later.set(); setTimeout(() => { if (!touched) location.reload(); }, 700); }
    on("htmx:beforeSend", e => { if (e.target === deposit && !leaving) later.set("1"); });
    on("htmx:afterOnLoad", e => { if (e.target === deposit) later.set(); });
    on("submit", () => { leaving = true; later.set(); });
  }

  // a form whose answer shows a secret, once, leaves once: a second click would take that answer away
  on("submit", e => {
    const f = e.target;
    if (!f.matches("[data-once]")) return;
    if (f.dataset.once) { e.preventDefault(); return; }
    const ready = () => { f.dataset.once = ""; };
    f.dataset.once = "sent";
    addEventListener("pageshow", ready, { once: true });
    setTimeout(ready, 10000);
  });

  on("click", e => {
    if (e.defaultPrevented) return;
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

  // many files at once: each goes up by itself, so that a closed browser or a cut line loses none of those before; one
  // that is there already is known by its content. Without script the form sends them all at once
  const many = $("form[data-many]");
  const sent = async (to, body) => {           // again after a pause while the portal does not answer
    for (let turn = 0; ; turn++) {
      const answer = await fetch(to, { method: "POST", body, headers: { Accept: "application/json" } }).catch(() => null);
      const told = answer && !answer.redirected && answer.status < 500 ? await answer.json().catch(() => null) : null;
      if (told) { if (answer.ok) return told; throw new Error(told.said); }
      if (answer?.redirected || answer?.status === 403) throw new Error(words.out);
      if (answer && answer.status < 500 || turn === 4) throw new Error(words.cut);
      await new Promise(done => setTimeout(done, 1000 * 2 ** turn));
    }
  };
  many?.addEventListener("submit", async e => {
    const input = $("input[type=file]", many), files = [...input.files], box = $("[data-going-up]", many), told = $("#montee-dite", many);
    if (!files.length) return;
    e.preventDefault();
    if (many.getAttribute("aria-busy") === "true") return;
    many.setAttribute("aria-busy", "true");
    const stay = leave => leave.preventDefault();
    addEventListener("beforeunload", stay);
    const fields = new FormData(many), bar = $("progress", box), label = $("label", box), count = { new: 0, known: 0, left_out: 0 };
    const token = fields.get("csrfmiddlewaretoken"), waiting = [...files];
    fields.delete(input.name);
    const show = () => { bar.max = files.length; bar.value = files.length - waiting.length; label.textContent = words.up(bar.value, files.length); };
    told.textContent = ""; box.hidden = false; show();
    try {
      const drop = many.dataset.many ? { files: many.action, page: many.dataset.many } : await sent(many.action || location.href, fields);
      many.action = drop.files; many.dataset.many = drop.page;
      const one = async () => {
        for (let file; (file = waiting[0]);) {
          waiting.shift();
          const body = new FormData();
          body.append("csrfmiddlewaretoken", token); body.append(input.name, file);
          const answer = await sent(drop.files, body).catch(error => { waiting.push(file); throw error; });
          for (const key in count) count[key] += answer[key];
          show();
        }
      };
      await Promise.all([one(), one(), one()]);
      removeEventListener("beforeunload", stay);
      if (!count.left_out) { location.assign(drop.page); return; }
      told.textContent = words.kept(count.new, count.known) + " " + words.full(count.left_out);
    } catch (error) { told.textContent = error.message; }
    removeEventListener("beforeunload", stay);
    box.hidden = true; many.removeAttribute("aria-busy");
  });

  // amounts: typed freely (3500 or 3500,5), shown as 3 500,00; the server reads every kind of space
  on("change", e => {
    if (!e.target.matches("input.num")) return;
    const typed = e.target.value.replace(/\s/g, "");
    const v = Number(en && typed.includes(".") ? typed.replaceAll(",", "") : typed.replace(",", "."));
    if (e.target.value.trim() && Number.isFinite(v)) e.target.value = money.format(v);
  });

  // a long list of files to tick narrows to what is typed; what is ticked stays
  const plain = text => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  on("input", e => {
    const list = document.getElementById(e.target.dataset?.narrow ?? "");
    if (!list) return;
    const rows = $$(".choice", list);
    rows.forEach(row => { row.hidden = !$("input", row).checked && !plain(row.textContent).includes(plain(e.target.value.trim())); });
    say(words.found(rows.filter(row => !row.hidden).length));
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

  // keyboard of the recipient's list; off while typing, and can be switched off (WCAG 2.1.4). The current row is the one
  // in use, else the one in the panel: letters act on the selection, else on that row
  const list = $("[data-keys]");
  const onOff = $("#raccourcis");
  if (onOff) { onOff.checked = store.get("keys") !== "off"; onOff.addEventListener("change", () => store.set("keys", onOff.checked ? "on" : "off")); }
  const action = (key, row) => {
    const named = `[data-key="${CSS.escape(key)}"]`, bar = $(".bulk", list.closest(".bulk-scope") || list), box = row && $("input[type=checkbox]", row);
    const beside = $$(named).find(b => !bar?.contains(b));
    if (key === "escape" || !bar) return beside;
    if (!$("tbody input:checked", list)) {
      if (!row || row.matches(".is-open")) return beside;
      if (!$(named, bar)) return null;
      box.click();
    }
    return $(named, bar);
  };
  if (list) on("keydown", e => {
    if (e.ctrlKey || e.metaKey || e.altKey || (onOff && !onOff.checked)) return;
    if (e.target.closest("input:not([type=checkbox]),select,textarea,dialog[open],[popover],[contenteditable]")) return;
    const links = $$("[data-row]", list), rows = links.map(a => a.closest("tr"));
    const used = document.activeElement?.closest("tr");
    const row = rows.includes(used) ? used : rows.find(r => r.matches(".is-open"));
    const at = rows.indexOf(row);
    const key = e.key.toLowerCase();
    if (key === "j" || key === "k") { links[Math.max(0, Math.min(links.length - 1, at + (key === "j" ? 1 : -1)))]?.focus(); }
    else if (key === "x") { if (!row) return; $("input[type=checkbox]", row)?.click(); }
    else if (e.key === "?") { $("[popovertarget=clavier]")?.click(); }
    else { const act = action(key, row); if (!act) return; if (act.tagName === "SUMMARY") act.focus(); else act.click(); }
    e.preventDefault();
  });

  // Tab goes from a field to check to the next one, until each was seen; Shift+Tab and every other field keep their order
  const byTab = $("[data-tab]");
  if (byTab) { byTab.checked = store.get("tab") !== "off"; byTab.addEventListener("change", () => store.set("tab", byTab.checked ? "on" : "off")); }
  const seen = new Set();
  if (byTab) on("keydown", e => {
    const box = e.target.closest?.("[data-doubt]");
    if (e.key !== "Tab" || e.shiftKey || e.ctrlKey || e.altKey || e.metaKey || !box || !byTab.checked) return;
    seen.add(box.id);
    const stops = $$("input,select,textarea,button,a[href]", box), answered = e.target.matches(".confirm :checked");
    if (e.target !== stops.at(-1) && !answered) return;
    const waiting = $$("[data-doubt]").filter(f => !seen.has(f.id));
    const next = waiting.find(f => box.compareDocumentPosition(f) & Node.DOCUMENT_POSITION_FOLLOWING) || waiting[0];
    const control = next && $(".input", next);
    if (!control) return;
    e.preventDefault();
    control.focus();
    control.select?.();
    say(words.look([...control.labels[0].childNodes].map(n => n.nodeType === Node.TEXT_NODE ? n.data : "").join("").trim(), waiting.length - 1));
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
  const renew = id => {
    const box = document.getElementById(id), next = late.get(id);
    if (!box || !next || box.contains(document.activeElement)) return;
    late.delete(id);
    const [control, answer] = [box, next].map(part => $("input.input,select.input", part));
    const untouched = control && control.value === (control.defaultValue ?? answer?.value);
    if (control && answer && (untouched || control.value === answer.value)) { box.replaceWith(next); window.htmx?.process(next); }
  };
  // what moves between press and release is not clicked: what a check says waits for the release, and a form asks once more
  // for what came meanwhile. A list that opens may keep the release to itself
  let pressed = 0, held = false;
  const left = new Set(), unheard = new Set();
  const settle = () => {
    pressed = 0; held = false;
    left.forEach(renew); left.clear();
    unheard.forEach(form => window.htmx.trigger(form, "change")); unheard.clear();
  };
  const release = wait => { clearTimeout(pressed); pressed = setTimeout(settle, wait); };
  on("pointerdown", () => { held = true; release(1000); });
  for (const end of ["pointerup", "pointercancel"]) on(end, () => { held = false; release(0); });
  on("submit", e => { unheard.delete(e.target); });
  for (const act of ["htmx:confirm", "htmx:beforeOnLoad"]) on(act, e => {
    if (held && !pointing && e.target.matches("form")) { e.preventDefault(); unheard.add(e.target); }
  });
  on("focusout", e => {
    const box = fieldOf(e.target);
    if (!box || box.contains(e.relatedTarget)) return;
    if (pressed) left.add(box.id); else setTimeout(() => renew(box.id));
  });

  // after a refused form, start at the summary of what to fix
  $("[data-focus]")?.focus();
})();
