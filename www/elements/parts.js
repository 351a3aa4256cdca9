// Parts of the module: what only some pages need. The module asks for one when it
// is needed, and a page with an element in it before.

import { initSync } from 'glue';
import { compile } from './compile.js';
import { problem } from './problem.js';

/** The files of each part, by name with their addresses. */
const parts = {};

/** The files that were asked for, and the parts that are loaded. */
const [compiling, loading] = [new Map(), new Map()];

/** Address of the module, where the page says so: the parts are beside it. */
let moduleUrl;

/** Sets the place of the parts: beside `url`, or without it where a bundler has put them. */
export function lookBeside(url) {
  moduleUrl = url;
}

/** Makes something once, and again only when it failed. */
function once(made, key, make) {
  if (!made.has(key)) {
    const promise = make();
    made.set(key, promise);
    promise.catch(() => made.delete(key));
  }
  return made.get(key);
}

/** Asks for a file of a part. */
const compiled = (file, own) =>
  once(compiling, file, async () => {
    const url = moduleUrl ? new URL(file, new URL(moduleUrl, document.baseURI)) : own();
    try {
      return await compile(await fetch(url));
    } catch (cause) {
      throw problem('part_unavailable', `A part of the module could not be loaded from ${url}: ${cause.message}`, {
        cause,
        option: 'wasmUrl',
        value: url.href,
      });
    }
  });

const files = (part) => Object.entries(parts[part]).map(([file, own]) => compiled(file, own));

/** Asks for a part that will be loaded: beside the module, not after it. */
export function expect(part) {
  // Who loads it is told what is wrong.
  for (const file of files(part)) file.catch(() => {});
}

/** Loads a part. Rejects with an Error that names the file that is missing. */
export const load = (part) =>
  once(loading, part, async () => {
    const modules = await Promise.all(files(part));
    // They take memory, table and stack from the module.
    const imports = { __wasm_split: initSync() };
    await Promise.all(modules.map((module) => once(instances, module, () => WebAssembly.instantiate(module, imports))));
  });

/** Instances of what several parts have in common. */
const instances = new Map();

/** Makes the function by which the module loads a part; `callback` tells it whether the part is there. */
export function loader(part, own) {
  parts[part] = own;
  return async (callback, data) => {
    let isThere = true;
    await load(part).catch(({ message, code }) => {
      isThere = false;
      console.error(`leptos-paypal: ${message} (${code})`);
    });
    initSync().__indirect_function_table.get(callback)(data, isThere);
  };
}
