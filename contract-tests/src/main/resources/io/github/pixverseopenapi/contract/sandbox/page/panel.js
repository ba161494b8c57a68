/** The sandbox's state, read every second, and the forms that change it. All text is set as text, never as HTML. */

const POLL_MILLIS = 1000;
const MESSAGE_MILLIS = 10_000;
const SHORT_ID_LENGTH = 8;

const byId = (id) => document.getElementById(id);
const dollars = (amount) => `$${Number(amount).toFixed(2)}`;

let shown = "";
let messageTimer;

/** Fills the panel, keeps it up to date and returns the first state. */
export async function startPanel() {
  const state = await readState();
  fillSelect(byId("faults").elements.operationId, state.operationIds);
  fillSelect(byId("faults").elements.fault, state.faults);
  show(state);
  for (const input of byId("settings").querySelectorAll("input")) {
    // What a person is typing stays until it is applied.
    input.addEventListener("input", () => (input.dataset.edited = "true"));
  }
  onSubmit("settings", "PATCH", editedSettings, "Applied.");
  onSubmit("faults", "POST", fields, "Fault set.");
  onSubmit("failures", "POST", fields, "Failure set.");
  byId("clear-journal").addEventListener("click", () => change("DELETE", "journal", undefined, "Journal cleared."));
  setTimeout(poll, POLL_MILLIS);
  return state;
}

async function readState() {
  const response = await fetch("state");
  if (!response.ok) {
    throw new Error(`state: ${response.status}`);
  }
  return response.json();
}

async function poll() {
  try {
    if (!document.hidden) {
      show(await readState());
    }
  } catch {
    showMessage("The sandbox does not respond.");
    shown = "";
  }
  setTimeout(poll, POLL_MILLIS);
}

function onSubmit(name, method, body, message) {
  byId(name).addEventListener("submit", (event) => {
    event.preventDefault();
    change(method, name, body(event.target), message);
  });
}

function fields(form) {
  return Object.fromEntries(new FormData(form));
}

function editedSettings(form) {
  const edited = [...form.querySelectorAll("input")].filter((input) => input.dataset.edited);
  return Object.fromEntries(edited.map((input) => [input.name, input.valueAsNumber]));
}

async function change(method, path, body, message) {
  try {
    const response = await fetch(path, {
      method,
      headers: body ? { "Content-Type": "application/json" } : {},
      body: body && JSON.stringify(body),
    });
    if (!response.ok) {
      showMessage((await response.json()).error);
      return;
    }
    if (path === "settings") {
      byId("settings").querySelectorAll("input").forEach((input) => delete input.dataset.edited);
    }
    show(await readState());
    showMessage(message);
  } catch {
    showMessage("The sandbox does not respond.");
  }
}

function showMessage(text) {
  byId("message").textContent = text;
  clearTimeout(messageTimer);
  messageTimer = setTimeout(() => (byId("message").textContent = ""), MESSAGE_MILLIS);
}

/** Does nothing when nothing has changed, so that a selection or a screen reader is not disturbed. */
function show(state) {
  const text = JSON.stringify(state);
  if (text === shown) {
    return;
  }
  shown = text;
  byId("credits").textContent = dollars(state.settings.credits);
  for (const input of byId("settings").querySelectorAll("input")) {
    if (!input.dataset.edited) {
      input.value = Number(state.settings[input.name]);
    }
  }
  const queued = Object.entries(state.queuedFaults).map(([operationId, count]) => `${operationId} (${count})`);
  byId("queued-faults").textContent = queued.length > 0 ? `Set: ${queued.join(", ")}` : "";
  showJobs(state.jobs);
  byId("journal").replaceChildren(...state.journal.map(journalRow));
}

/** Rows are kept, so that a focused button stays focused. */
function showJobs(jobs) {
  const table = byId("jobs");
  const rows = new Map([...table.rows].map((row) => [row.dataset.id, row]));
  table.replaceChildren(...jobs.map((job) => updatedRow(rows.get(job.id) ?? jobRow(job), job)));
}

function jobRow(job) {
  const row = document.createElement("tr");
  row.dataset.id = job.id;
  const name = cell(job.id.slice(0, SHORT_ID_LENGTH), job.operationId);
  name.title = job.id;
  row.append(name, cell(""), cell(dollars(job.cost)), cell(""));
  return row;
}

function updatedRow(row, job) {
  if (row.dataset.state !== job.state) {
    row.dataset.state = job.state;
    row.cells[1].replaceWith(cell(job.state, job.error));
    if (job.video) {
      row.cells[3].replaceChildren(playButton(job));
    }
  }
  return row;
}

function playButton(job) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Play";
  button.setAttribute("aria-label", `Play the video of job ${job.id.slice(0, SHORT_ID_LENGTH)}`);
  button.addEventListener("click", () => {
    const player = byId("player");
    player.hidden = false;
    player.src = job.video;
    player.play().catch(() => showMessage("The video is no longer there."));
  });
  return button;
}

function journalRow(entry) {
  const row = document.createElement("tr");
  row.append(
    cell(entry.operationId ?? entry.request, entry.body),
    cell(entry.status ?? "none", entry.fault),
    cell(entry.cost === undefined ? "–" : dollars(entry.cost)),
    cell(dollars(entry.credits)),
  );
  row.title = `${entry.time} ${entry.request}`;
  return row;
}

/** A cell with a second, smaller line. */
function cell(text, detail) {
  const cell = document.createElement("td");
  cell.append(String(text));
  if (detail) {
    const small = document.createElement("small");
    small.textContent = detail;
    cell.append(small);
  }
  return cell;
}

function fillSelect(select, values) {
  select.replaceChildren(...values.map((value) => new Option(value, value)));
}
