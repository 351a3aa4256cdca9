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
export const whole = (value) => {
  const digits = typeof value === 'number' ? String(value) : value;
  return typeof digits === 'string' && /^\+?\d+$/.test(digits) && +digits < 4294967296 ? +digits : undefined;
};

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

const make = (name, ...classes) => {
  const element = document.createElement(name);
  if (classes[0]) {
    element.className = classes.join(' ');
    // A page styles what is in a shadow root by its part.
    element.setAttribute('part', element.className.replaceAll('cx-', ''));
  }
  return element;
};

/**
 * Makes the elements of an SVG by hand: a page that requires Trusted Types
 * refuses markup. The first element holds all the others.
 */
const draw = (place, svg) => {
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

// What happens on an event without asking anybody.
const own = {
  show: (event) => {
    const dialog = event.currentTarget.nextElementSibling;
    if (!dialog.open) attempt(() => dialog.showModal());
  },
  close: (event) => event.currentTarget.closest('dialog').close(),
  // The dialog itself is only hit outside of what it contains.
  outside: (event) => event.target === event.currentTarget && event.target.close(),
  // Before a line of the cart goes: moves the focus to the same control of the
  // next line, or the one before, or to the cart's title.
  leave: (event) => {
    const line = event.currentTarget.closest('.cx-line');
    const control = (of) => of?.querySelector('.cx-remove');
    const next = control(line.nextElementSibling) ?? control(line.previousElementSibling);
    (next ?? line.closest('.cx-cart').querySelector('.cx-title')).focus();
  },
};

const react = (element, name, at, handle, key) =>
  element.addEventListener(
    name,
    own[at] ??
      ((event) => {
        event.preventDefault();
        // Such a button keeps the focus, and only says that it is disabled.
        if (element.getAttribute('aria-disabled') === 'true') return;
        handle({ at, key, element });
        // What was typed and is not taken becomes what it was.
        if (name === 'change') element.value = element.defaultValue;
      }),
  );

// What fills each element that `plant` has made.
const fillers = new WeakMap();

/** The one element that begins at `tokens[at]`. Templates are explained in Rust. */
const plant = (tokens, at, handle, key) => {
  const root = new DocumentFragment();
  const slots = [];
  // A live region reads out whatever is written, even the same.
  const slot = (write) => {
    let last;
    slots.push((next) => {
      const value = next();
      if (value !== last) write((last = value));
    });
  };
  const grow = (into) => {
    let made;
    for (; at < tokens.length && tokens[at] !== ')'; at++) {
      const [, name, mark, value] = /^([^$~*(=?@]*)(.?)(.*)/.exec(tokens[at]);
      const element = made;
      if (!mark) into.append((made = make(...name.split('.'))));
      else if (mark === '(') {
        at++;
        grow(element);
      } else if (mark === '*') {
        const filled = slots.push(rows(element, tokens, ++at, handle));
        // Made for every key; here it is only passed over.
        grow(new DocumentFragment());
        slots.length = filled;
      } else if (mark === '$') {
        const node = new Text();
        element.append(node);
        slot((text) => (node.data = text));
      } else if (mark === '~') slot((svg) => draw(element, svg));
      else if (mark === '?') slot((there) => element.toggleAttribute(value, !!there));
      else if (mark === '@') react(element, name, value, handle, key);
      else if (value !== '$') element.setAttribute(name, value);
      // What a field goes back to is what it was filled with.
      else if (name === 'value') slot((text) => (element.value = element.defaultValue = text));
      else slot((text) => (text ? element.setAttribute(name, text) : element.removeAttribute(name)));
    }
  };
  grow(root);
  const element = root.firstChild;
  fillers.set(element, (next) => slots.forEach((fill) => fill(next)));
  return element;
};

// As many of what begins at `tokens[at]` as there are keys. Those that stay are
// not even moved, unless their order changes: they keep the focus.
const rows = (place, tokens, at, handle) => {
  let known = new Map();
  return (next) => {
    const wanted = new Map();
    for (let count = +next(); count; count--) {
      const key = next();
      const row = known.get(key) ?? plant(tokens, at, handle, key);
      fillers.get(row)(next);
      wanted.set(key, row);
    }
    for (const [key, row] of known) if (!wanted.has(key)) row.remove();
    known = wanted;
    let index = 0;
    for (const row of wanted.values()) {
      const there = place.children[index++];
      if (there !== row) place.insertBefore(row, there);
    }
  };
};

export const build = (template, handle) => plant(template.match(/\S+/g), 0, handle);

let values = [];

/** What the next place of a template is filled with. */
export const value = (text) => {
  values.push(text);
};

/** Fills an element with what `value` was given for it. */
export const fill = (element) => {
  const given = values.values();
  values = [];
  fillers.get(element)(() => given.next().value);
};

const mounted = new Set();

export const mount = (host, element) => {
  host.append(element);
  mounted.add(element);
};

export const unmount = (element) => {
  element.remove();
  mounted.delete(element);
};

export const listen = (event, handle) => addEventListener(event, handle);

/** Whether the page lets it go on. */
export const fire = (element, name, detail) =>
  element.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, cancelable: true, detail }));

/** In the page, and in what is mounted, which may be in shadow roots. */
export const fireAll = (selector, name, detail) => {
  const inside = [...mounted].filter((element) => element.matches(selector));
  for (const element of new Set([...document.querySelectorAll(selector), ...inside])) fire(element, name, detail);
};

// Time.

export const soon = (run) => queueMicrotask(run);

export const sleep = (milliseconds, then) => {
  setTimeout(then, milliseconds);
};

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

/** Of a list that is kept, the entry of that id. */
export const recall = (place, id) => list(load(place)).find((known) => get(known, 'id') === id);

/** Of a list that is kept, the entry for the same, made less than that many minutes ago. */
export const same = (place, wanted, minutes) => {
  // In whole minutes since 1970.
  wanted.made = Math.floor(Date.now() / 60000);
  const content = (of) => JSON.stringify(['single', 'path', 'api', 'currency', 'total', 'lines'].map((name) => get(of, name)));
  return list(load(place)).find((known) => content(known) === content(wanted) && wanted.made - known.made < minutes);
};

/** In a list of a dozen: `entry` in place of what its key had, or nothing. */
export const remember = (place, key, entry) => {
  const known = list(load(place)).filter((other) => get(other, 'key') !== key);
  if (entry) known.push(entry);
  keep(place, known.length ? known.slice(-12) : undefined);
};

// The network.

/** Hands over status, `Retry-After` and answer, or nothing when there is none in time. */
export const call = async (url, body, timeout, then) => {
  const abort = new AbortController();
  // Also covers a body that never ends.
  const timer = setTimeout(() => abort.abort(), timeout);
  let answer;
  try {
    const response = await fetch(url, {
      method: body ? 'POST' : 'GET',
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

/**
 * Posts a real form, as a buyer without JavaScript would, or goes to a page
 * where there are no fields. Whether it left.
 */
export const leave = (address, fields) =>
  attempt(() => {
    if (!fields) {
      location.assign(address);
      return true;
    }
    const form = make('form');
    const attributes = { method: 'post', action: address, 'accept-charset': 'utf-8', hidden: '' };
    for (const name in attributes) form.setAttribute(name, attributes[name]);
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

/** Bytes that cannot be guessed; nothing where the browser has no randomness. */
export const random = (length) => attempt(() => crypto.getRandomValues(new Uint8Array(length)));

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
