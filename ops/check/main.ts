/**
 * `npm run check`: formatting, types, lint and unused code; `npm run check -- image` builds the container image,
 * `-- components` asks the registry for known faults of what production uses.
 */
import { checkComponents } from './components.ts';
import { checkImage } from './image.ts';
import { runChecks } from './run.ts';

const [what] = process.argv.slice(2);
const ok =
  what === 'image'
    ? checkImage()
    : what === 'components'
      ? checkComponents()
      : (await runChecks()).every(check => check.ok);
process.exitCode = ok ? 0 : 1;
