// What can be said of the package without a browser.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = resolve(import.meta.dirname, '..', '..');
const folder = join(root, 'pkg');
const program = (name) => join(root, 'node_modules', '.bin', name);

let out;
before(async () => {
  out = await mkdtemp(join(tmpdir(), 'leptos-paypal-pack-'));
});
after(() => rm(out, { recursive: true, force: true }));

async function pack() {
  const { stdout } = await run('npm', ['pack', '--silent', '--pack-destination', out], { cwd: folder });
  return join(out, stdout.trim());
}

async function checked(file, args, options) {
  try {
    return (await run(file, args, options)).stdout;
  } catch (error) {
    throw new Error(`${error.message}\n${error.stdout}`);
  }
}

test('packing twice makes the same bytes', async () => {
  const digest = async () => createHash('sha256').update(await readFile(await pack())).digest('hex');
  assert.equal(await digest(), await digest());
});

test('the package has one version with the crates, and every file that it names', async () => {
  const description = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const cargo = await readFile(join(root, 'Cargo.toml'), 'utf8');
  assert.equal(description.version, /^version = "(.+)"$/m.exec(cargo)?.[1]);
  const files = new Set(await readdir(folder));
  const named = JSON.stringify(description.exports).match(/\.\/[\w.-]+\.(js|d\.ts|json|css|wasm)(?=")/g) ?? [];
  for (const name of named) assert.ok(files.has(name.slice(2)), name);
  for (const [path, conditions] of Object.entries(description.exports)) {
    if (typeof conditions === 'object') assert.equal(Object.keys(conditions)[0], 'types', path);
  }
});

test('publint finds nothing', async () => {
  await checked(program('publint'), ['run', folder, '--strict']);
});

test('attw finds nothing', async () => {
  const files = ['checkout.js', 'checkout.css', 'custom-elements.json', ...(await readdir(folder)).filter((name) => name.endsWith('.wasm'))];
  await checked(program('attw'), [await pack(), '--profile', 'esm-only', '--exclude-entrypoints', ...files, '--no-color']);
});

test('a server may import it', async () => {
  const { configure, createCheckout, define, ready } = await import(join(folder, 'index.js'));
  await import(join(folder, 'elements.js'));
  define();
  assert.equal(typeof configure, 'function');
  assert.equal(typeof ready, 'function');
  await assert.rejects(createCheckout({ environment: 'live', currency: 'EUR' }), { code: 'no_window' });
});

test('the tables of the documentation are those of the sources', async () => {
  await checked('node', [join(root, 'crates', 'xtask', 'package', 'tables.mjs'), '--check']);
});

test('manifest and types have what the classes observe', async () => {
  const { modules } = JSON.parse(await readFile(join(folder, 'custom-elements.json'), 'utf8'));
  const source = (file) => readFile(join(root, 'www', 'elements', file), 'utf8');
  const types = await source('types/index.d.ts');
  const [, written] = types.split('export interface CheckoutAttributes {');
  const names = (list) => [...list.matchAll(/'([-\w]+)'/g)].map(([, name]) => name);
  const shared = Object.fromEntries(
    [...(await source('attributes.js')).matchAll(/export const ([A-Z]+) = \[([^\]]*)\]/g)].map(([, list, all]) => [list, names(all)]),
  );
  for (const { tagName, attributes = [] } of modules[0].declarations) {
    const text = await source(`${tagName.replace('checkout-', '')}.js`);
    const [, observed] = /static observedAttributes = (\[[^\]]*\]|[A-Z]+);/.exec(text);
    const lists = [...observed.matchAll(/[A-Z]+/g)].flatMap(([list]) => shared[list]);
    const expected = [...names(observed), ...lists];
    assert.deepEqual(attributes.map(({ name }) => name).sort(), expected.sort(), tagName);
    const typed = written.slice(written.indexOf(`'${tagName}'`)).split(/\n  '/)[0];
    for (const name of names(observed)) assert.match(typed, new RegExp(`\\b'?${name}'?\\?:`), `index.d.ts, ${tagName}: ${name}`);
  }
});

test('PayPal’s rules are not repeated in the sources', async () => {
  const sources = join(root, 'www', 'elements');
  for (const name of await readdir(sources)) {
    if (!name.endsWith('.js')) continue;
    const text = await readFile(join(sources, name), 'utf8');
    assert.doesNotMatch(text, /paypal\.com|cgi-bin|HUF|JPY|TWD|_xclick|_donations|co_\[|abcdefghij/, name);
  }
});

test('the artwork is that of the components', async () => {
  const artwork = join(root, 'www', 'elements', 'artwork');
  const component = await readFile(join(root, 'src', 'components', 'paypal_logo.rs'), 'utf8');
  for (const name of await readdir(artwork)) {
    const svg = await readFile(join(artwork, name), 'utf8');
    for (const [, path] of svg.matchAll(/ d="([^"]+)"/g)) assert.ok(component.includes(path), name);
  }
});

// The module itself is tried in a page that requires Trusted Types.
test('nothing writes markup as text', async () => {
  for (const name of (await readdir(folder)).filter((file) => file.endsWith('.js') && file !== 'module.js')) {
    const text = await readFile(join(folder, name), 'utf8');
    assert.doesNotMatch(text, /innerHTML|insertAdjacentHTML|DOMParser|document\.write/, name);
  }
});

test('bundlers find every part of the module', async () => {
  const module = await readFile(join(folder, 'module.js'), 'utf8');
  const parts = (await readdir(folder)).filter((name) => name.endsWith('.wasm') && name !== 'module_bg.wasm');
  assert.ok(parts.includes('split_paypal_sdk.wasm'));
  for (const name of parts) assert.match(module, new RegExp(`new URL\\(["'\`]\\./${name}["'\`],\\s*import\\.meta\\.url\\)`), name);
});

// evanw/esbuild #795, parcel-bundler/lightningcss PR #755
test('a bundler without assets leaves the WebAssembly to an option', async () => {
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    stdin: {
      contents: "import { configure } from 'leptos-paypal'; import wasmUrl from 'leptos-paypal/module_bg.wasm'; configure({ wasmUrl });",
      resolveDir: root,
    },
    alias: { 'leptos-paypal/module_bg.wasm': join(folder, 'module_bg.wasm'), 'leptos-paypal': join(folder, 'index.js') },
    bundle: true,
    splitting: true,
    format: 'esm',
    loader: { '.wasm': 'file' },
    outdir: out,
    write: false,
    logLevel: 'error',
  });
  assert.ok(outputFiles.some(({ path }) => /module_bg-\w+\.wasm$/.test(path)));
});

for (const framework of ['react', 'vue']) {
  test(`a shop with one component for ${framework} ships no other`, async () => {
    const { build } = await import('esbuild');
    const { outputFiles } = await build({
      stdin: { contents: `import { PayPalButtons } from 'leptos-paypal/${framework}'; globalThis.x = PayPalButtons;`, resolveDir: root },
      alias: { [`leptos-paypal/${framework}`]: join(folder, `${framework}.js`) },
      external: [framework],
      bundle: true,
      format: 'esm',
      write: false,
      logLevel: 'error',
    });
    const [{ text }] = outputFiles;
    assert.match(text, /checkout-button/);
    for (const other of ['checkout-return', 'checkout-cart', 'checkout-add', 'cart-change']) {
      assert.ok(!text.includes(other), other);
    }
  });
}

test('the journeys hold their types', async () => {
  await checked(program('tsc'), ['--project', import.meta.dirname]);
});

for (const compiler of ['typescript-5.0', 'typescript-5.4', 'typescript']) {
  test(`the types hold in ${compiler}, strictly`, async () => {
    const directory = join(root, 'node_modules', compiler);
    const { bin, version } = JSON.parse(await readFile(join(directory, 'package.json'), 'utf8'));
    assert.match(version, /^(5\.0|5\.4|7)\./);
    await checked('node', [join(directory, bin.tsc), '--project', join(import.meta.dirname, 'types')]);
  });
}

test('nothing sets markup, which Trusted Types refuse', async () => {
  const sources = (await readdir(folder)).filter((name) => name.endsWith('.js'));
  assert.ok(sources.includes('module.js'));
  for (const name of sources) {
    const text = await readFile(join(folder, name), 'utf8');
    assert.doesNotMatch(text, /innerHTML|outerHTML|insertAdjacentHTML|document\.write/, name);
  }
});
