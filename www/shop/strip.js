// The strip at the edge of the page. It belongs to the demonstration, not to
// the shop: currency, path to PayPal, language, theme, and the way to the sandbox.

import { element } from './element.js';
import { LOCALES } from './preferences.js';

function fill(select, entries, chosen) {
  select.replaceChildren(
    ...entries.map(([value, label]) => element('option', { value, lang: select.name === 'locale' ? value : null }, label)),
  );
  select.value = chosen;
}

/** Shows the choices and reports changes as `onChange({ [name]: value })`. */
export function startStrip(strip, { locale, path, presentation, theme }, onChange) {
  fill(strip.elements.locale, Object.entries(LOCALES), locale);
  strip.elements.path.value = path;
  strip.elements.presentation.value = presentation;
  strip.elements.theme.value = theme;
  strip.addEventListener('change', ({ target }) => onChange({ [target.name]: target.value }));
  strip.addEventListener('submit', (event) => event.preventDefault());
  strip.closest('.demo').hidden = false;
}

/** Shows the currencies of the catalogue and where the sandbox's page is. */
export function updateStrip(strip, { currency, currencies, environment }) {
  fill(strip.elements.currency, currencies.map((code) => [code, code]), currency);
  strip.elements.currency.disabled = false;
  const people = strip.closest('.demo').querySelector('[data-sandbox]');
  people.hidden = !/^https?:/.test(environment ?? '');
  if (!people.hidden) {
    people.href = new URL('/_sandbox/', environment).href;
  }
}

/** Puts a theme on the page; `auto` follows the system. */
export function applyTheme(theme) {
  if (theme === 'auto') {
    delete document.documentElement.dataset.theme;
  } else {
    document.documentElement.dataset.theme = theme;
  }
}
