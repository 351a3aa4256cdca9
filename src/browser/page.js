// What the component needs of the browser. Written by hand, since a function
// that does the whole of something is much smaller than imports of its steps.
// Nothing here throws, unless it says so.

const attempt = (run, otherwise) => {
  try {
    return run();
  } catch {
    return otherwise;
  }
};

// Values.

export const get = (value, name) =>
  typeof value === 'object' && value ? attempt(() => value[name] ?? undefined) : undefined;

export const put = (value, name, field) => {
  value[name] = field;
};

/** A whole number that fits 32 bits, written as a number or as text. */
export const integer = (value, name) => {
  const field = get(value, name);
  const digits = typeof field === 'number' ? String(field) : field;
  return typeof digits === 'string' && /^\+?\d+$/.test(digits) && digits < 4294967296 ? +digits : undefined;
};

export const flag = (value, name) => !!get(value, name);

export const list = (value) => (Array.isArray(value) ? value : []);

/** The names and values of a query, one after the other. */
export const parameters = (query) => [...new URLSearchParams(query)].flat();

export const object = () => ({});

/** Pairs of texts; nothing where one is none. */
export const pairs = (value) => {
  const all = list(value).map((pair) => [get(pair, 0), get(pair, 1)]);
  return all.flat().every((text) => typeof text === 'string') ? all : undefined;
};

export const named = (pairs = []) => pairs.map(([name, value]) => ({ name, value }));

export const problem = (code, what) => Object.assign(new Error(`${code}: ${what}`), { code });

// Elements.

export const make = (name, classes) => {
  const element = document.createElement(name);
  if (classes) {
    element.className = classes;
    // A page styles what is in a shadow root by its part.
    set(element, 'part', classes.replaceAll('cx-', ''));
  }
  return element;
};

export const set = (element, name, value) => {
  if (value === undefined) element.removeAttribute(name);
  else element.setAttribute(name, value);
};

export const append = (parent, child) => {
  parent.append(child);
};

export const words = (element) => {
  const node = new Text();
  element.append(node);
  return node;
};

/** A live region reads out whatever is written, even the same. */
export const write = (node, text) => {
  if (node.data !== text) node.data = text;
};

/**
 * Makes the elements of an SVG by hand: a page that requires Trusted Types
 * refuses markup. The first element holds all the others.
 */
export const draw = (place, svg) => {
  let into = place;
  let made;
  place.textContent = '';
  const parts = svg.split('"');
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const before = parts[at];
    const start = before.lastIndexOf('<');
    if (start >= 0) {
      const name = before.slice(start + 1).split(' ')[0];
      const element = document.createElementNS('http://www.w3.org/2000/svg', name);
      into.append(element);
      if (!made) into = element;
      made = element;
    }
    made?.setAttribute(before.slice(before.lastIndexOf(' ') + 1, -1), parts[at + 1]);
  }
};

export const listen = (target, event, handle) => {
  (target ?? window).addEventListener(event, handle);
};

export const insert = (parent, child, before) => {
  parent.insertBefore(child, before ?? null);
};

export const remove = (element) => element.remove();

export const prevent = (event) => event.preventDefault();

export const showDialog = (event) => {
  const dialog = event.currentTarget.nextElementSibling;
  if (!dialog.open) attempt(() => dialog.showModal());
};

export const closeDialog = (event, outside) => {
  // The dialog itself is only hit outside of what it contains.
  if (!outside || event.target === event.currentTarget) event.currentTarget.closest('dialog')?.close();
};

/**
 * Before a line of the cart goes: moves the focus to the same control of the
 * next line, or the one before, or to the cart's title.
 */
export const leaveLine = (event) => {
  const line = event.currentTarget.closest('.cx-line');
  const control = (of) => of?.querySelector('.cx-remove');
  const next = control(line?.nextElementSibling) ?? control(line?.previousElementSibling);
  (next ?? line?.closest('.cx-cart')?.querySelector('.cx-title'))?.focus();
};

/** Whether the page lets it go on. */
export const fire = (element, name, detail) =>
  element.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, cancelable: true, detail }));

/** In the page, and in `also`, which may be in shadow roots. */
export const fireAll = (selector, also, name, detail) => {
  const inside = also.filter((element) => element.matches(selector));
  for (const element of new Set([...document.querySelectorAll(selector), ...inside])) fire(element, name, detail);
};

// Time.

export const soon = (run) => queueMicrotask(run);

export const sleep = (milliseconds, then) => {
  setTimeout(then, milliseconds);
};

// Whole minutes since 1970.
export const minutes = () => Math.floor(Date.now() / 60000);

// What is kept.

/** `undefined`: nothing. `false`: the browser refuses. `true`: no JSON of ours. */
export const load = (key) =>
  attempt(() => {
    const kept = localStorage.getItem(key);
    return kept === null ? undefined : attempt(() => JSON.parse(kept)) || true;
  }, false);

/** Whether it is kept; `undefined` is forgotten. */
export const keep = (key, value) =>
  attempt(() => {
    if (value === undefined) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(value));
    return true;
  }, false);

/** In a list of a dozen: `entry` in place of what its key had, or nothing. */
export const remember = (place, key, entry) => {
  const known = list(load(place)).filter((other) => get(other, 'key') !== key);
  if (entry) known.push(entry);
  keep(place, known.length ? known.slice(-12) : undefined);
};

// The network.

/** Hands over status, `Retry-After` and answer, or nothing when there is none in time. */
export const call = async (method, url, body, timeout, then) => {
  const abort = new AbortController();
  // Also covers a body that never ends.
  const timer = setTimeout(() => abort.abort(), timeout);
  let answer;
  try {
    const response = await fetch(url, {
      method,
      credentials: 'same-origin',
      headers: { accept: 'application/json', ...(body && { 'content-type': 'application/json' }) },
      body: body && JSON.stringify(body),
      signal: abort.signal,
    });
    const json = await response.text();
    answer = [response.status, response.headers.get('retry-after'), attempt(() => JSON.parse(json), null)];
  } catch {}
  clearTimeout(timer);
  then(answer);
};

export const go = (url) =>
  attempt(() => {
    location.assign(url);
    return true;
  }, false);

/** Posts a real form, as a buyer without JavaScript would. Whether it left. */
export const post = (action, fields) =>
  attempt(() => {
    const form = make('form');
    const attributes = { method: 'post', action, 'accept-charset': 'utf-8', hidden: '' };
    for (const name in attributes) set(form, name, attributes[name]);
    for (const [name, value] of fields) form.append(Object.assign(make('input'), { type: 'hidden', name, value }));
    document.body.append(form);
    try {
      attempt(() => form.requestSubmit(), form) && form.submit();
    } finally {
      // The navigation has its data; the form would only be restored by the
      // browser's back button.
      form.remove();
    }
    return true;
  }, false);

export const random = (bytes) => attempt(() => !!crypto.getRandomValues(bytes), false);

// Numbers and money in the buyer's language.

// Making a formatter costs far more than using it.
let format;
let made;

/**
 * `decimal` in `currency` with exactly `decimals` digits, or as a plain number
 * where that is empty; nothing for a locale that is not one.
 */
export const number = (locale, currency, decimals, decimal) =>
  attempt(() => {
    const wanted = `${locale} ${currency}`;
    if (made !== wanted) {
      format = new Intl.NumberFormat(
        locale,
        currency
          ? { style: 'currency', currency, minimumFractionDigits: decimals, maximumFractionDigits: decimals }
          : undefined,
      );
      made = wanted;
    }
    return format.format(decimal);
  });

export const plural = (locale, count) => attempt(() => new Intl.PluralRules(locale).select(count));
