// wasm-bindgen's JavaScript, shorter: for one module, that is compiled
// elsewhere, and for the browsers that the package is made for.

/** What is replaced, and what comes in its place. Every one has to be found. */
const SHORTER = [
  // The module comes compiled.
  [
    /function initSync\(module\) \{.*?\n\}\n/s,
    'function initSync({ module }) { __wbg_finalize_init(new WebAssembly.Instance(module, __wbg_get_imports())); }\n',
  ],
  // Texts are short: one copy more takes less time than the code for less.
  [
    /function passStringToWasm0\(.*?\n\}\n/s,
    `function passStringToWasm0(text, malloc) {
      const bytes = cachedTextEncoder.encode(text);
      const place = malloc(WASM_VECTOR_LEN = bytes.length, 1) >>> 0;
      getUint8ArrayMemory0().set(bytes, place);
      return place;
    }\n`,
  ],
  [/if \(!\('encodeInto' in cachedTextEncoder\)\) \{.*?\n\}\n/s, ''],
  // Safari forgets how after two gigabytes.
  [/function decodeText\(bytes\) \{.*?\n\}\n/s, 'function decodeText(bytes) { return cachedTextDecoder.decode(bytes); }\n'],
  [/\(typeof FinalizationRegistry === 'undefined'\)\s*\? .*?\n\s*: new/s, 'new'],
  [
    /if \(cachedDataViewMemory0 === null .*? !== (wasm\.\w+)\.buffer\)\) \{/,
    'if (cachedDataViewMemory0?.buffer !== $1.buffer) {',
  ],
];

/** The shorter module. */
export function shorter(glue) {
  return SHORTER.reduce((text, [long, short]) => {
    if (!long.test(text)) throw new Error(`wasm-bindgen writes something else than ${long}`);
    return text.replace(long, short);
  }, glue);
}
