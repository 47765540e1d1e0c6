import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** `assetsInlineLimit`: the policy of the page allows no `data:` addresses. */
export default defineConfig({
  plugins: [react()],
  root: import.meta.dirname,
  worker: { format: 'es' },
  build: { target: 'es2022', assetsInlineLimit: 0, sourcemap: true, emptyOutDir: true },
});
