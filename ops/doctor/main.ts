/** `npm run doctor [-- --json]`: what could a caller from outside not reach, why that matters, and what to do. */
import { parseArgs } from 'node:util';
import { ConfigError } from '@visavis/service-kit';
import { readInstallation } from './environment.ts';
import { examine } from './examine.ts';
import { describeFinding, type Finding } from './finding.ts';

const usage = `npm run doctor [-- --json]

Reads the environment of npm start or of docker-compose.yml (there: docker compose run --rm doctor) and tries what a
caller would need. Ends with 1 if something would fail, with 2 if the environment cannot be read.`;

function read() {
  try {
    const { values } = parseArgs({
      options: { json: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
    });
    return { ...values, installation: values.help ? undefined : readInstallation(process.env) };
  } catch (error) {
    if (!(error instanceof ConfigError || error instanceof TypeError)) throw error;
    console.error(error.message);
    process.exit(2);
  }
}

function print(findings: readonly Finding[], json: boolean): void {
  const ok = !findings.some(({ level }) => level === 'problem');
  if (json) {
    console.log(JSON.stringify({ ok, findings }));
    return;
  }
  for (const finding of findings) console.log(describeFinding(finding));
  console.log(
    ok ? '\nNothing found that a caller would fail at.' : '\nA caller would fail: see PROBLEM above.',
  );
}

const { json, installation } = read();
if (installation === undefined) {
  console.log(usage);
} else {
  const findings = await examine(installation);
  print(findings, json);
  process.exitCode = findings.some(({ level }) => level === 'problem') ? 1 : 0;
}
