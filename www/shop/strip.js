// The strip at the edge of the page. It belongs to the demonstration, not to
// the shop: currency, path to PayPal, language, theme, and the way to the sandbox.

import { element } from './element.js';
import { LOCALES, PATHS } from './preferences.js';

function fill(select, entries, chosen) {
  select.replaceChildren(
    ...entries.map(([value, label]) => element('option', { value, lang: select.name === 'locale' ? value : null }, label)),
  );
  select.value = chosen;
}

/** A menu of the strip; `entries` are values and the keys of their texts. */
function menu(name, label, entries, attributes = {}) {
  const options = entries.map(([value, key]) => element('option', { value, 'data-text': key }));
  return element('label', {}, element('span', { 'data-text': label }), element('select', { name, ...attributes }, ...options));
}

/** A link of the strip, to a page beside the folder of this file. */
const link = (page, key) => element('a', { href: new URL(page, import.meta.url).href, 'data-text': key });

/** Makes the strip, without words: `translate()` fills them. */
function makeStrip() {
  const named = (kind, keys) => keys.map((key) => [key, `${kind}-${key}`]);
  return element(
    'aside',
    { class: 'demo', 'data-label': 'demo-label', hidden: true },
    element('strong', { class: 'demo-mark', 'data-text': 'demo' }),
    element(
      'form',
      { id: 'demo-strip', class: 'demo-choices' },
      menu('currency', 'demo-currency', [], { disabled: true }),
      menu('path', 'demo-path', named('path', PATHS)),
      menu('presentation', 'demo-presentation', named('presentation', ['redirect', 'popup'])),
      menu('locale', 'demo-locale', []),
      menu('theme', 'demo-theme', named('theme', ['auto', 'light', 'dark'])),
    ),
    element(
      'nav',
      { class: 'demo-links', 'data-label': 'demo-label' },
      link('../offers.html', 'demo-offers'),
      link('../static.html', 'demo-static'),
      element('a', { href: '#', hidden: true, 'data-sandbox': true, 'data-text': 'demo-sandbox' }),
    ),
  );
}

/**
 * Puts the strip before the page's header, hidden until it has its words, and
 * reports changes as `onChange({ [name]: value })`.
 */
export function startStrip({ locale, path, presentation, theme }, onChange) {
  const strip = makeStrip();
  const form = strip.querySelector('form');
  fill(form.elements.locale, Object.entries(LOCALES), locale);
  form.elements.path.value = path;
  form.elements.presentation.value = presentation;
  form.elements.theme.value = theme;
  form.addEventListener('change', ({ target }) => onChange({ [target.name]: target.value }));
  form.addEventListener('submit', (event) => event.preventDefault());
  document.querySelector('.mast').before(strip);
  return strip;
}

/** Shows the currencies of the catalogue and where the sandbox's page is. */
export function updateStrip(strip, { currency, currencies, environment }) {
  const menu = strip.querySelector('[name=currency]');
  fill(menu, currencies.map((code) => [code, code]), currency);
  menu.disabled = false;
  const people = strip.querySelector('[data-sandbox]');
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
