/** `npm run keys -- root|evidence|list …`: a company's keys and recipient lists, made offline. */
import { make } from './make.ts';
import { readKeysOptions } from './options.ts';

const options = readKeysOptions(process.argv.slice(2));
if ('usage' in options) {
  console.error(options.usage);
  process.exitCode = 1;
} else {
  const made = await make(options);
  if (made.ok) console.log(made.text);
  else {
    console.error(`Refused: ${made.why}`);
    process.exitCode = 1;
  }
}
