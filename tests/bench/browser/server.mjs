// The pages and what they load, as brotli.

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { bundle } from './bundle.mjs';

const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.wasm': 'application/wasm' };

const FOLDERS = [
  ['/pkg/', new URL('../../../pkg/', import.meta.url)],
  ['/minicart/', new URL('node_modules/minicart/', import.meta.url)],
  ['/', new URL('pages/', import.meta.url)],
];

/** Serves everything on a free port; the answer is the server and its address. */
export async function serve() {
  const answers = new Map([['/react.js', compressed('/react.js', await bundle('react'))]]);
  const server = createServer(async ({ url }, response) => {
    const { pathname } = new URL(url, 'http://localhost');
    try {
      if (!answers.has(pathname)) {
        const [prefix, folder] = FOLDERS.find(([prefix]) => pathname.startsWith(prefix));
        answers.set(pathname, compressed(pathname, await readFile(new URL(pathname.slice(prefix.length), folder))));
      }
      const { headers, body } = answers.get(pathname);
      response.writeHead(200, headers).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  return { server, origin: `http://127.0.0.1:${server.address().port}` };
}

function compressed(path, text) {
  const body = brotliCompressSync(text);
  const headers = {
    'Content-Type': TYPES[extname(path)] ?? 'application/octet-stream',
    'Content-Encoding': 'br',
    'Content-Length': body.length,
    // The clock of an isolated page is exact to 5 µs instead of 100.
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
  };
  return { headers, body };
}
