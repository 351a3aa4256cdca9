import classic from './artwork/paypal.svg';
import rebrand from './artwork/paypal-rebrand.svg';
import { make } from './dom.js';

/** Artwork as nodes: a page that requires Trusted Types refuses markup. */
function draw({ viewBox, paths }, kind) {
  const node = (name, attributes) => {
    const made = document.createElementNS('http://www.w3.org/2000/svg', name);
    for (const key in attributes) made.setAttribute(key, attributes[key]);
    return made;
  };
  const logo = node('svg', { class: `logo ${kind}`, viewBox, 'aria-hidden': true, focusable: false });
  logo.append(...paths.map(([tone, d]) => node('path', { class: tone, d })));
  return logo;
}

/** What is in a PayPal button: `words` with the logo where `{paypal}` stands in them. */
export function face(words, color) {
  const isRebrand = color?.startsWith('rebrand');
  const word = (text) => make('span', { class: 'word', part: 'word' }, text.trim());
  const [before, after = ''] = words.split('{paypal}');
  const artwork = make('span', { class: 'artwork', part: 'artwork' }, draw(isRebrand ? rebrand : classic, isRebrand ? 'rebrand' : 'classic'));
  return [word(before), artwork, word(after), make('span', { class: 'ring', part: 'ring' })];
}
