// Packs the package and installs it into the examples, as anybody would:
// `node install.mjs PACKAGE_FOLDER OUTPUT_FOLDER`. The output has each example
// as it is served.

import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, readdir, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const [folder, out] = process.argv.slice(2).map((path) => resolve(path));
const root = resolve(import.meta.dirname, '..', '..', '..');
const examples = join(root, 'www', 'examples');
const types = join(root, 'tests', 'package', 'types');
const work = `${out}-work`;
const served = join(out, 'served');

await rm(served, { recursive: true, force: true });
await mkdir(served, { recursive: true });
await mkdir(work, { recursive: true });
const { stdout } = await run('npm', ['pack', '--silent', '--pack-destination', out], { cwd: folder });
const tarball = join(out, stdout.trim());

// A page with one script tag needs the files and no tool.
await cp(join(examples, 'plain'), join(served, 'plain'), { recursive: true });
await run('tar', ['-xzf', tarball, '-C', served]);
await rename(join(served, 'package'), join(served, 'plain', 'leptos-paypal'));

/** Examples that are type checked. */
const typed = await readdir(types);

/** Builds an example as `folder`, with other packages than its own where `more` names them. */
async function build(name, folder = name, more = []) {
  const project = join(work, folder);
  await mkdir(project, { recursive: true });
  // What was installed before is kept; the package itself is always new.
  for (const old of await readdir(project)) {
    if (old !== 'node_modules') await rm(join(project, old), { recursive: true });
  }
  await rm(join(project, 'node_modules', 'leptos-paypal'), { recursive: true, force: true });
  await cp(join(examples, name), project, { recursive: true, filter: (path) => !/node_modules|dist(-server)?$/.test(path) });
  // Nothing imports these: the project's type checker reads them, Vite does not.
  if (typed.includes(name)) await cp(join(types, name), join(project, 'src', 'types'), { recursive: true });
  const { name: title } = JSON.parse(await readFile(join(project, 'package.json'), 'utf8'));
  console.log(`${[title, ...more].join(' ')}: install, check, build`);
  await run('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--prefer-offline', tarball, ...more], { cwd: project });
  await run('npm', ['run', 'build'], { cwd: project }).catch((error) => {
    throw new Error(`${title}\n${error.stdout}\n${error.stderr}`);
  });
  await cp(join(project, 'dist'), join(served, folder), { recursive: true });
}

/** The other version of React that the components are tested with. */
const REACT_18 = ['react@18.3.1', 'react-dom@18.3.1', '@types/react@18.3.32', '@types/react-dom@18.3.7'];

const names = (await readdir(examples)).filter((name) => name !== 'plain');
const built = await Promise.allSettled([...names.map((name) => build(name)), build('react', 'react18', REACT_18)]);
for (const { reason } of built) if (reason) throw reason;
console.log(tarball);
