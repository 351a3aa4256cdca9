import { defineConfig } from 'vite';
import { svelte } from '@sveltejs/vite-plugin-svelte';

export default defineConfig({
  base: './',
  plugins: [svelte()],
  // The WebAssembly lies beside the package's own files.
  optimizeDeps: { exclude: ['leptos-paypal'] },
});
