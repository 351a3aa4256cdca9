// The custom elements manifest, from the doc comments of the element classes.

import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..', '..', '..');
const FILES = ['add', 'button', 'cart', 'return'];
const BASES = ['base'];

/** A doc comment: what it says, and its tags in order. */
function comment(text) {
  const lines = text.split('\n').map((line) => line.replace(/^\s*\*? ?/, ''));
  const said = [];
  const tags = [];
  for (const line of lines) {
    const tag = /^@(\w+) ?(.*)$/.exec(line);
    if (tag) tags.push({ name: tag[1], text: tag[2] });
    else if (tags.length > 0) tags.at(-1).text = `${tags.at(-1).text} ${line}`.trim();
    else said.push(line);
  }
  const description = said
    .join('\n')
    .trim()
    .replace(/(?<!\n)\n(?!\n)/g, ' ');
  return { description, tags };
}

const typed = /^\{(.*?)\} (\[?)([-\w]+)\]?(?: - (.*))?$/;

function member(doc, name) {
  const { description, tags } = comment(doc);
  const tag = (wanted) => tags.filter((one) => one.name === wanted);
  const parameters = tag('param').map(({ text }) => {
    const [, type, optional, parameter, said] = typed.exec(text);
    return { name: parameter, type: { text: type }, description: said, ...(optional && { optional: true }) };
  });
  return { kind: 'method', name, description, ...(parameters.length > 0 && { parameters }) };
}

async function read(file) {
  const text = await readFile(join(root, 'www', 'elements', `${file}.js`), 'utf8');
  const [, doc = '', name, parent] = /(?:\/\*\*((?:(?!\*\/)[^])*)\*\/\n)?export class (\w+) extends \(?(?:globalThis\.)?(\w+)/.exec(text);
  const { description, tags } = comment(doc);
  const named = (tag) =>
    tags
      .filter((one) => one.name === tag)
      .map(({ text: said }) => {
        const [what, ...rest] = said.split(/(?:^| )- /);
        return { name: what.trim(), description: rest.join(' - ') };
      });
  const attributes = tags
    .filter((one) => one.name === 'attr')
    .map(({ text: said }) => {
      const [, type, , attribute, about] = typed.exec(said);
      return { name: attribute, type: { text: type.replaceAll('|', ' | ') }, description: about };
    });
  const props = tags
    .filter((one) => one.name === 'prop')
    .map(({ text: said }) => {
      const [, type, , property, about] = typed.exec(said);
      const readonly = about.endsWith(' Read only.');
      return { kind: 'field', name: property, type: { text: type }, description: about, ...(readonly && { readonly }) };
    });
  const body = text.slice(text.indexOf('export class'));
  const members = [...body.matchAll(/\/\*\*((?:(?!\*\/)[^])*)\*\/\n {2}(\w+)\(/g)]
    .filter(([, , memberName]) => !memberName.startsWith('_'))
    .map(([, memberDoc, memberName]) => member(memberDoc, memberName));
  return {
    file,
    name,
    parent,
    description,
    tagName: tags.find((one) => one.name === 'tag')?.text,
    attributes,
    members: [...props, ...members],
    events: named('fires').map((event) => ({ ...event, type: { text: 'CustomEvent' } })),
    slots: named('slot').map(({ description: about }) => ({ name: '', description: about })),
    cssParts: named('csspart'),
    cssProperties: named('cssprop'),
  };
}

const LISTS = ['attributes', 'members', 'events', 'slots', 'cssParts', 'cssProperties'];

/** The elements with what they have from their bases. */
export async function elements() {
  const bases = Object.fromEntries((await Promise.all(BASES.map(read))).map((base) => [base.name, base]));
  // Of a base, the page sees what has a type or is for everybody; its methods are for the classes below.
  return Promise.all(
    FILES.map(async (file) => {
      const element = await read(file);
      for (let base = bases[element.parent]; base; base = bases[base.parent]) {
        for (const list of LISTS) {
          const known = new Set(element[list].map(({ name }) => name));
          const more = list === 'members' ? base[list].filter(({ kind }) => kind === 'field') : base[list];
          element[list] = [...element[list], ...more.filter(({ name }) => !known.has(name))];
        }
      }
      return element;
    }),
  );
}

export async function manifest() {
  return {
    schemaVersion: '1.0.0',
    readme: 'README.md',
    modules: [
      {
        kind: 'javascript-module',
        path: 'elements.js',
        declarations: (await elements()).map(({ file: _, parent: __, ...element }) => ({
          kind: 'class',
          customElement: true,
          superclass: { name: 'HTMLElement' },
          ...Object.fromEntries(Object.entries(element).filter(([, value]) => value?.length !== 0)),
        })),
        exports: (await elements()).map(({ name, tagName }) => ({
          kind: 'custom-element-definition',
          name: tagName,
          declaration: { name, module: 'elements.js' },
        })),
      },
    ],
  };
}
