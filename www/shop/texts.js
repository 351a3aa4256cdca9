// The shop's own words. English is in the page; other languages replace it.

let words = {};

/** Loads a language and puts it on the page. */
export async function loadTexts(locale, root = document) {
  const answer = await fetch(new URL(`texts.${locale}.json`, import.meta.url));
  if (!answer.ok) {
    throw new Error(`The texts for "${locale}" are missing: HTTP ${answer.status}.`);
  }
  words = await answer.json();
  translate(root);
}

/** A text by its key, with `{name}` filled in. */
export function text(key, values = {}) {
  const found = words[key];
  if (found === undefined) {
    throw new Error(`The shop has no text "${key}".`);
  }
  return found.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** Fills every `data-text` (content) and `data-label` (aria-label) below root. */
export function translate(root) {
  for (const template of root.querySelectorAll('template')) {
    translate(template.content);
  }
  for (const element of root.querySelectorAll('[data-text]')) {
    element.textContent = text(element.dataset.text);
  }
  for (const element of root.querySelectorAll('[data-label]')) {
    element.setAttribute('aria-label', text(element.dataset.label));
  }
}
