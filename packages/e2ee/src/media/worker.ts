/* Entry of the media worker: new Worker(new URL('@visavis/e2ee/worker', import.meta.url), { type: 'module' }). */
import { runMediaWorker } from './worker-main.ts';

runMediaWorker(globalThis);
