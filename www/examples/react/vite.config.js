import { defineConfig } from 'vite';
import react from '@vitejs/plugin-react';

export default defineConfig({
  base: './',
  build: { rollupOptions: { input: ['index.html', 'components.html', 'rendered.html'] } },
  plugins: [react()],
  // The WebAssembly lies beside the package's own files.
  optimizeDeps: { exclude: ['leptos-paypal'] },
});
