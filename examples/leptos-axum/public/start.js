import init from './shop.js';

await init();
