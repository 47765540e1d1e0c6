/** `npm run check`: formatting, types, lint and unused code; `npm run check -- image` builds the container image. */
import { checkImage } from './image.ts';
import { runChecks } from './run.ts';

const [what] = process.argv.slice(2);
const ok = what === 'image' ? checkImage() : runChecks().every(check => check.ok);
process.exitCode = ok ? 0 : 1;
