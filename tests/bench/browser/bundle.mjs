// node bundle.mjs PAGE FILE: bundles pages/PAGE.jsx into FILE as for production.

import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** Bundles `pages/NAME.jsx`; returns the text where no file is named. */
export async function bundle(name, outfile) {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(`pages/${name}.jsx`, import.meta.url))],
    outfile,
    write: Boolean(outfile),
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2020',
    jsx: 'automatic',
    legalComments: 'none',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'error',
  });
  return outputFiles?.[0].text;
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const [, , name, file] = argv;
  await bundle(name, file);
}
