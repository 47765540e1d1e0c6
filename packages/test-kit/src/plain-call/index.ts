import { fileURLToPath } from 'node:url';

/** Entry of the page of a call in clear, for whoever bundles it. */
export const plainCallPage = fileURLToPath(new URL('./page.ts', import.meta.url));
