/**
 * `npm run open-evidence -- ARCHIVE.zip --key evidence-key.json [--key …] --root FINGERPRINT --out FOLDER [--json]`:
 * verifies and opens the evidence of one identification, offline. Exit: 0 complete, 3 incomplete or wrong, 1 refused.
 */
import { openEvidenceFiles } from './open-files.ts';
import { readOpenOptions } from './options.ts';
import { inWords, refusalInWords } from './report.ts';

const exit = { complete: 0, incomplete: 3, refused: 1 } as const;

const options = readOpenOptions(process.argv.slice(2));
if ('usage' in options) {
  console.error(options.usage);
  process.exitCode = exit.refused;
} else {
  const result = await openEvidenceFiles(options);
  if (!result.ok) {
    const { code, missing } = result;
    if (options.json) console.log(JSON.stringify({ status: 'refused', code, missing }));
    else console.error(refusalInWords(code, options, missing));
    process.exitCode = exit.refused;
  } else {
    console.log(options.json ? JSON.stringify(result.report) : inWords(result.report, options.out));
    process.exitCode = exit[result.report.status];
  }
}
