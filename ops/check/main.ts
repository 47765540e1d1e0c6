/** `npm run check`: formatting, types, lint and unused code. */
import { runChecks } from './run.ts';

process.exitCode = runChecks().every(({ ok }) => ok) ? 0 : 1;
