// docs/elements.md, from the doc comments of the element classes:
// `node tables.mjs` writes it, `node tables.mjs --check` fails when it is stale.

import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { elements } from './manifest.mjs';

const FILE = join(resolve(import.meta.dirname, '..', '..', '..'), 'docs', 'elements.md');

const cell = (text = '') => text.replaceAll('|', '\\|');

const rows = (kind, list, name, type = () => '') =>
  list.map((one) => `| ${kind} | \`${name(one)}\` | ${cell(type(one))} | ${cell(one.description)} |`);

function table(element) {
  const code = (text) => (text ? `\`${text}\`` : '');
  const call = ({ name, parameters = [] }) =>
    `${name}(${parameters.map((one) => `${one.name}${one.optional ? '?' : ''}`).join(', ')})`;
  const signature = ({ parameters = [] }) =>
    parameters.map((one) => `\`${one.name}\`: \`${one.type.text}\`. ${one.description}`).join('<br>');
  return [
    `## \`<${element.tagName}>\``,
    '',
    element.description,
    '',
    '| | Name | Type | Meaning |',
    '| --- | --- | --- | --- |',
    ...rows('attribute', element.attributes, (one) => one.name, (one) => code(one.type.text)),
    ...rows('property', element.members.filter(({ kind }) => kind === 'field'), (one) => one.name, (one) => code(one.type.text)),
    ...rows('method', element.members.filter(({ kind }) => kind === 'method'), call, signature),
    ...rows('event', element.events, (one) => one.name, (one) => code(one.type.text)),
    ...rows('slot', element.slots, () => '(default)'),
    ...rows('part', element.cssParts, (one) => one.name),
    ...rows('custom property', element.cssProperties, (one) => one.name),
    '',
  ].join('\n');
}

const text = [
  '# The elements',
  '',
  'Made from the sources by `node crates/xtask/package/tables.mjs`. How to use them: [embedding.md](embedding.md).',
  '',
  'Every attribute has a property of the same name in camelCase (`maxQuantity`). Events bubble and cross shadow roots; listen on the element or on the document. The event `cart-change` is fired on the document: [embedding.md](embedding.md#events).',
  '',
  ...(await elements()).map(table),
].join('\n');

if (process.argv.includes('--check')) {
  if ((await readFile(FILE, 'utf8')) !== text) {
    console.error('docs/elements.md is stale; write it with: node crates/xtask/package/tables.mjs');
    process.exitCode = 1;
  }
} else {
  await writeFile(FILE, text);
}
