import classic from './artwork/paypal.svg';
import rebrand from './artwork/paypal-rebrand.svg';
import { heightOf } from './button-height.js';
import { make } from './dom.js';
import english from 'words';

/** Artwork as nodes: a page that requires Trusted Types refuses markup. */
function draw({ viewBox, paths }, kind) {
  const node = (name, attributes) => {
    const made = document.createElementNS('http://www.w3.org/2000/svg', name);
    for (const key in attributes) made.setAttribute(key, attributes[key]);
    return made;
  };
  const logo = node('svg', { class: `logo ${kind}`, viewBox, 'aria-hidden': true, focusable: false });
  logo.append(...paths.map(({ tone, d }) => node('path', { class: tone, d })));
  return logo;
}

/** Gives a button that was painted its height, its words, and the logo where `{paypal}` stands in them. */
export function dress({ label, color, height, name }, button, messages) {
  const key = `paypal.${label}`;
  const words = messages?.[key] ?? english[key] ?? '{paypal}';
  const word = (text) => make('span', { class: 'word', part: 'word' }, text.trim());
  const [before, after = ''] = words.split('{paypal}');
  const isRebrand = color?.startsWith('rebrand');
  const logo = draw(isRebrand ? rebrand : classic, isRebrand ? 'rebrand' : 'classic');
  button.style.setProperty('--cx-button-height', heightOf({ height }));
  // Pages with many articles have as many such buttons.
  const about = label === 'addtocart' && name ? `: ${name}` : '';
  button.setAttribute('aria-label', words.replace('{paypal}', 'PayPal') + about);
  button.replaceChildren(
    word(before),
    make('span', { class: 'artwork', part: 'artwork' }, logo),
    word(after),
    make('span', { class: 'ring', part: 'ring' }),
  );
}
