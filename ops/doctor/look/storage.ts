import { ok, problem, reasonOf, type Finding } from '../finding.ts';
import { ask } from './pages.ts';

const check = 'storage';

/** Whether the agent's browser can put sealed evidence where signaling tells it to. */
export async function lookAtStorage({
  storage,
  agentOrigin,
}: {
  storage: { endpoint: string; bucket: string } | undefined;
  agentOrigin: string;
}): Promise<Finding[]> {
  if (!storage)
    return [
      problem(check, {
        what: 'No storage is configured (S3_ENDPOINT, S3_BUCKET).',
        why: 'Evidence could not be stored.',
        todo: 'Set them, or start the embedded stack by npm start.',
      }),
    ];
  const url = `${storage.endpoint}/${storage.bucket}/doctor/none`;
  try {
    return [await (storage.endpoint === agentOrigin ? lookAtOwnPath(url) : lookAtCors(url, agentOrigin))];
  } catch (error) {
    return [
      problem(check, {
        what: `${storage.endpoint} does not answer: ${reasonOf(error)}.`,
        why: 'The agent’s browser uploads sealed evidence there; the call cannot be decided without it.',
        todo: 'Set S3_PUBLIC_ENDPOINT to the address browsers reach.',
      }),
    ];
  }
}

/** Same origin: the front passes uploads on; what is not signed is refused by the storage itself. */
async function lookAtOwnPath(url: string): Promise<Finding> {
  const { status, headers, body } = await ask(url, { 'content-length': '0' }, 'PUT');
  if (
    status >= 400 &&
    status < 500 &&
    (/xml/.test(headers['content-type'] ?? '') || body.includes('<Error>'))
  )
    return ok(
      check,
      'Uploads pass through the console’s own address to the storage, which refuses unsigned ones.',
    );
  return problem(check, {
    what: `An unsigned upload to ${new URL(url).origin} is answered with status ${status}, and not by the storage.`,
    why: 'Sealed evidence would not arrive.',
    todo: 'Let the front pass PUT requests below /S3_BUCKET/ to the storage, with the Host header unchanged.',
  });
}

/** Another origin: the browser asks first (Fetch standard, CORS-preflight). */
async function lookAtCors(url: string, agentOrigin: string): Promise<Finding> {
  const { headers } = await ask(
    url,
    {
      origin: agentOrigin,
      'access-control-request-method': 'PUT',
      'access-control-request-headers': 'content-type',
    },
    'OPTIONS',
  );
  const origin = headers['access-control-allow-origin'];
  const methods = headers['access-control-allow-methods'] ?? '';
  if ((origin === agentOrigin || origin === '*') && methods.includes('PUT'))
    return ok(check, `The storage takes uploads from ${agentOrigin}.`);
  return problem(check, {
    what: `The storage does not allow PUT from pages of ${agentOrigin}.`,
    why: 'The agent’s browser refuses to upload sealed evidence.',
    todo: 'Add a CORS rule to the bucket: this origin, method PUT, header content-type; or lead uploads through the front as docker-compose.yml does.',
  });
}
