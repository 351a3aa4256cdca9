// Makes the npm package: `node bundle.mjs GLUE_FOLDER PACKAGE_FOLDER`.
// The glue folder has what wasm-bindgen and wasm-split made for the web,
// `checkout_module.js`, `checkout_module_bg.wasm` and the parts that are loaded
// later, `parts.json` with the files of each part, and `rules.json`, PayPal's rules
// from crates/core. The package folder has its own package.json and README already.

import { copyFile, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { build, transform } from 'esbuild';
import { manifest } from './manifest.mjs';

const [glue, out] = process.argv.slice(2).map((path) => resolve(path));
const root = resolve(import.meta.dirname, '..', '..', '..');
const source = join(root, 'www', 'elements');
const rules = join(glue, 'rules.json');

/** An SVG as data: a page that requires Trusted Types refuses markup. */
function drawing(svg) {
  const [, viewBox] = /viewBox="([^"]+)"/.exec(svg);
  const paths = [...svg.matchAll(/<path class="([^"]+)" d="([^"]+)"\/>/g)].map(([, tone, d]) => ({ tone, d }));
  if (paths.length === 0) throw new Error('the artwork has no paths that can be read');
  return { viewBox, paths };
}

/** The English texts of the PayPal button, as the module has them. */
async function words() {
  const texts = JSON.parse(await readFile(join(root, 'locales', 'en.json'), 'utf8'));
  return Object.fromEntries(Object.entries(texts).filter(([key, text]) => key.startsWith('paypal.') && text.includes('{paypal}')));
}

/** The functions that the module calls to load its parts. Bundlers find the files by these addresses. */
async function loaders() {
  const parts = Object.entries(JSON.parse(await readFile(join(glue, 'parts.json'), 'utf8')));
  const address = (file) => `'${file}': () => new URL('./${file}', import.meta.url)`;
  return parts.reduce(
    (text, [part, files]) => `${text}export const __wasm_split_load_${part} = loader('${part}', { ${files.map(address).join(', ')} });\n`,
    "import { loader } from './parts.js';\n",
  );
}

/** Names in the sources for what lies elsewhere, and files that are not JavaScript. */
const parts = {
  name: 'parts',
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^glue$/ }, () => ({ path: join(glue, 'checkout_module.js') }));
    // Our own loader of parts takes the place of wasm-split's.
    onResolve({ filter: /^\.\/__wasm_split\.js$/ }, () => ({ path: 'parts', namespace: 'parts' }));
    onLoad({ filter: /.*/, namespace: 'parts' }, async () => ({ contents: await loaders(), resolveDir: source }));
    onResolve({ filter: /^rules$/ }, () => ({ path: rules }));
    onResolve({ filter: /^words$/ }, () => ({ path: 'words', namespace: 'words' }));
    onLoad({ filter: /.*/, namespace: 'words' }, async () => ({ contents: JSON.stringify(await words()), loader: 'json' }));
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, 'utf8'), { loader: 'css', minify: true, target: common.target });
      return { contents: code.trim(), loader: 'text' };
    });
    onLoad({ filter: /\.svg$/ }, async ({ path }) => ({
      contents: JSON.stringify(drawing(await readFile(path, 'utf8'))),
      loader: 'json',
    }));
  },
};

/** A classic script is one file, and finds the others by its own address. */
const scriptChunks = {
  name: 'script-chunks',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/chunks\.js$/ }, () => ({ path: join(source, 'script-chunks.js') }));
  },
};

const common = {
  bundle: true,
  minify: true,
  sourcemap: true,
  legalComments: 'none',
  charset: 'utf8',
  logLevel: 'warning',
  // wasm-bindgen's glue names the loader of parts once for each of them.
  logOverride: { 'duplicate-object-key': 'silent' },
  target: ['es2022', 'chrome111', 'firefox113', 'safari16.4'],
  absWorkingDir: root,
};

/** Files that the loader fetches when they are needed. */
const LATER = ['./module.js', './pay.js', './headless.js'];

/** One file for each; what is loaded later stays a file of its own. */
async function bundle(entry, { external = [], to = entry, plugins = [], ...more } = {}) {
  await build({
    ...common,
    entryPoints: [join(source, entry)],
    outfile: join(out, to),
    external,
    format: 'esm',
    plugins: [...plugins, parts],
    ...more,
  });
}

/** PayPal's currencies, for TypeScript. */
async function currencies() {
  const codes = Object.keys(JSON.parse(await readFile(rules, 'utf8')).currencies).sort();
  return `/** The currencies that PayPal takes. */\nexport type Currency =\n${codes.map((code) => `  | '${code}'`).join('\n')};\n`;
}

await mkdir(out, { recursive: true });
for (const name of await readdir(out)) {
  if (name !== 'package.json' && name !== 'README.md') await rm(join(out, name), { recursive: true });
}
await bundle('index.js', { external: LATER });
await bundle('elements.js', { external: ['./index.js'] });
// Bundlers leave out the components that a shop does not use, where comments say that making them does nothing else.
const components = { minify: false, minifyIdentifiers: true, minifySyntax: true };
for (const framework of ['react', 'vue']) await bundle(`${framework}.js`, { external: [framework, './index.js'], ...components });
await bundle('script.js', {
  external: LATER,
  to: 'checkout.js',
  plugins: [scriptChunks],
  // A classic script may import modules, but esbuild's own wrapping does not know it.
  banner: { js: '(()=>{' },
  footer: { js: '})()' },
});
for (const entry of ['headless.js', 'pay.js', 'migrate.js', 'types.js', 'module.js']) await bundle(entry);
await copyFile(join(glue, 'checkout_module_bg.wasm'), join(out, 'module_bg.wasm'));
for (const name of new Set(Object.values(JSON.parse(await readFile(join(glue, 'parts.json'), 'utf8'))).flat())) {
  await copyFile(join(glue, name), join(out, name));
}
const styles = await readFile(join(root, 'www', 'checkout.css'), 'utf8');
const { code } = await transform(styles, { loader: 'css', minify: true, target: common.target });
await writeFile(join(out, 'checkout.css'), code);
for (const name of ['LICENSE-APACHE', 'LICENSE-MIT', 'NOTICE']) await copyFile(join(root, name), join(out, name));
await mkdir(join(out, 'locales'));
for (const name of await readdir(join(root, 'locales'))) {
  if (name.endsWith('.json')) await copyFile(join(root, 'locales', name), join(out, 'locales', name));
}
for (const name of await readdir(join(source, 'types'))) {
  await copyFile(join(source, 'types', name), join(out, name));
}
await writeFile(join(out, 'currencies.d.ts'), await currencies());
await writeFile(join(out, 'custom-elements.json'), `${JSON.stringify(await manifest(), null, 2)}\n`);
