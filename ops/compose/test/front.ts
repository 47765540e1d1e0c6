import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { freePort, superviseProcess } from '@visavis/embedded';
import type { Certificate } from '../authority.ts';
import { project } from './file.ts';

export interface Front {
  tlsPort: number;
  httpPort: number;
  stop: () => Promise<void>;
}

/** As the image's own substitution: `${NAME}` of variables that are set, nothing else. */
const fill = (template: string, environment: Record<string, string>): string =>
  template.replace(/\$\{([A-Z_]+)\}/g, (all, name: string) => environment[name] ?? all);

/** Writes who somebody is to the others inside. @returns the folder */
export function writeIdentity(folder: string, { cert, key }: Certificate, ca: string): string {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries({ 'cert.pem': cert, 'key.pem': key, 'ca.pem': ca }))
    writeFileSync(join(folder, name), text, { mode: 0o600 });
  return folder;
}

/**
 * Makes certificates, fills in the template and starts Debian's nginx with it. @throws StartError
 * @param certified writes another certificate for the customer's name
 * @param log takes what nginx says
 */
export async function startFront(
  folder: string,
  environment: Record<string, string>,
  certified?: (folder: string, name: string) => void,
  log: (line: string) => void = () => undefined,
): Promise<Front> {
  const tlsDir = join(folder, 'tls');
  // one of each kind, so that both families of suites can be tried
  await writeCertificate(join(tlsDir, 'customer'), environment['CUSTOMER_NAME'] ?? '', {
    keyType: 'ec',
    curve: 'P-384',
    algorithm: 'sha384',
  });
  await writeCertificate(join(tlsDir, 'agent'), environment['AGENT_NAME'] ?? '', {
    keyType: 'rsa',
    keySize: 3072,
    algorithm: 'sha384',
  });
  certified?.(join(tlsDir, 'customer'), environment['CUSTOMER_NAME'] ?? '');
  const [tlsPort, httpPort] = [await freePort(), await freePort()];
  const here = {
    ...environment,
    TLS_DIR: tlsDir,
    RUN_DIR: folder,
    ACCESS_LOG: join(folder, 'access.log'),
    TLS_PORT: `127.0.0.1:${tlsPort}`,
    HTTP_PORT: `127.0.0.1:${httpPort}`,
  };
  const { stop } = await startNginx(folder, 'ops/compose/tls/nginx.conf.template', here, log);
  return { tlsPort, httpPort, stop };
}

/** Fills in the template as the image does, and starts Debian's nginx with it. @throws StartError */
export function startNginx(
  folder: string,
  template: string,
  environment: Record<string, string>,
  log: (line: string) => void = () => undefined,
) {
  const file = join(folder, 'nginx.conf');
  writeFileSync(file, fill(readFileSync(join(project, template), 'utf8'), environment));
  return superviseProcess({
    name: 'nginx',
    command: 'nginx',
    args: ['-c', file, '-g', 'daemon off; error_log stderr notice;'],
    env: { PATH: `${process.env.PATH}:/usr/sbin:/sbin` },
    log,
    ready: line => line.includes('start worker process '),
    restart: false,
  });
}

async function writeCertificate(
  folder: string,
  name: string,
  kind: Parameters<typeof generate>[1],
): Promise<void> {
  const made = await generate([{ name: 'commonName', value: name }], {
    ...kind,
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: name }] }],
  });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'fullchain.pem'), made.cert);
  writeFileSync(join(folder, 'privkey.pem'), made.private);
}
