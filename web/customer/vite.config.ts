import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { releaseBuild } from '../../ops/release/web-build.ts';

/** `assetsInlineLimit`: the policy of the page allows no `data:` addresses. */
export default defineConfig({
  plugins: [react(), releaseBuild()],
  root: import.meta.dirname,
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    sourcemap: true,
    emptyOutDir: true,
    rolldownOptions: {
      input: {
        index: join(import.meta.dirname, 'index.html'),
        compat: join(import.meta.dirname, 'compat.html'),
      },
    },
  },
});
