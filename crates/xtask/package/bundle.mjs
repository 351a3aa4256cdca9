// Makes the npm package: `node bundle.mjs GLUE_FOLDER PACKAGE_FOLDER MODULE…`,
// with the modules that the glue folder has.
// The folder has its own package.json and README already.

import { copyFile, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { build, transform } from 'esbuild';
import { shorter } from './glue.mjs';
import { manifest } from './manifest.mjs';

const [glueFolder, packageFolder, ...modules] = process.argv.slice(2);
const [glue, out] = [glueFolder, packageFolder].map((path) => resolve(path));
const root = resolve(import.meta.dirname, '..', '..', '..');
const source = join(root, 'www', 'elements');

/** Names in the sources for what lies elsewhere, or is made here. */
const parts = (module) => ({
  name: 'parts',
  setup(bundler) {
    bundler.onResolve({ filter: /^glue$/ }, () => ({ path: join(glue, module, `${module}.js`) }));
    bundler.onLoad({ filter: new RegExp(`/${module}/${module}\\.js$`) }, async ({ path }) => ({
      contents: shorter(await readFile(path, 'utf8')),
    }));
    bundler.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, 'utf8'), { loader: 'css', minify: true });
      return { contents: code.trim(), loader: 'text' };
    });
  },
});

/**
 * The loader and what it loads call each other by the same short names, and so
 * do copies of the package in one page, of whatever version: a name once given
 * stays. Like a lock file, the list grows by itself.
 */
const namesFile = join(import.meta.dirname, 'names.json');
const mangleCache = JSON.parse(await readFile(namesFile, 'utf8'));
const known = Object.keys(mangleCache).length;

const common = {
  bundle: true,
  minify: true,
  sourcemap: true,
  legalComments: 'none',
  charset: 'utf8',
  logLevel: 'warning',
  target: ['es2022', 'chrome111', 'firefox113', 'safari16.4'],
  absWorkingDir: root,
  mangleProps: /^_[a-z]/,
};

/** One file for each; what is loaded later stays a file of its own. */
async function bundle(entry, external = [], to = entry, more = {}) {
  const { mangleCache: names } = await build({
    ...common,
    mangleCache,
    entryPoints: [join(source, entry)],
    outfile: join(out, to),
    external,
    format: 'esm',
    plugins: [parts()],
    ...more,
  });
  Object.assign(mangleCache, names);
}

/** What the loader fetches when it is needed. */
const LATER = [...modules.map((module) => `./${module}.js`), './pay.js', './headless.js'];

await mkdir(out, { recursive: true });
for (const name of await readdir(out)) {
  if (name !== 'package.json' && name !== 'README.md') await rm(join(out, name), { recursive: true });
}
await bundle('index.js', LATER);
await bundle('elements.js', ['./index.js']);
// A classic script may import modules, but esbuild's own wrapping does not know it.
await bundle('script.js', LATER, 'checkout.js', { banner: { js: '(()=>{' }, footer: { js: '})()' } });
await bundle('headless.js');
await bundle('pay.js');
for (const module of modules) {
  await bundle('ui.js', [], `${module}.js`, {
    plugins: [parts(module)],
    define: { SERVER: String(module === 'server') },
  });
  const wasm = `${module}_bg.wasm`;
  await copyFile(join(glue, module, wasm), join(out, wasm));
}
await bundle('migrate.js');
await bundle('types.js');
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
await writeFile(join(out, 'custom-elements.json'), `${JSON.stringify(await manifest(), null, 2)}\n`);
if (Object.keys(mangleCache).length > known) await writeFile(namesFile, `${JSON.stringify(mangleCache, null, 2)}\n`);
