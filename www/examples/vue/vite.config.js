import { defineConfig } from 'vite';
import vue from '@vitejs/plugin-vue';

export default defineConfig({
  base: './',
  build: { rollupOptions: { input: ['index.html', 'components.html'] } },
  plugins: [vue({ template: { compilerOptions: { isCustomElement: (tag) => tag.startsWith('checkout-') } } })],
  // The WebAssembly lies beside the package's own files.
  optimizeDeps: { exclude: ['leptos-paypal'] },
});
