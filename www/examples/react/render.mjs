// Writes what the server renders into the page that Vite has built.

import { readFile, writeFile } from 'node:fs/promises';
import { html } from './dist-server/rendered-server.js';

const page = new URL('dist/rendered.html', import.meta.url);
const empty = '<div id="app"></div>';
const built = await readFile(page, 'utf8');
if (!built.includes(empty)) throw new Error('rendered.html has no place for the page');
await writeFile(page, built.replace(empty, () => `<div id="app">${html()}</div>`));
