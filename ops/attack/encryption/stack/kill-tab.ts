import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { launchBrowser } from '@visavis/test-kit/browser';
import { cameraPicture } from '@visavis/test-kit/pictures';
import type { Browser, Page } from 'playwright-core';
import type { Outcome } from '../../attack.ts';
import type { House } from '../../house.ts';

type Stack = Awaited<ReturnType<typeof import('../../../demo/stack.ts').startDemoStack>>;

const patience = 180_000;
/** Every WebM file begins alike: under one key and one nonce so do their ciphertexts. */
const BEGINNING = 24;
const nothing = () => Promise.resolve();

/** Resolves at the first upload of a segment, which never reaches the storage. */
async function holdFirstUpload(page: Page, endpoint: string): Promise<{ begun: Promise<void> }> {
  const begun = Promise.withResolvers<void>();
  await page.route(
    url => url.href.startsWith(endpoint),
    route => {
      if (route.request().method() !== 'PUT') return route.continue();
      begun.resolve();
      return new Promise<void>(() => undefined); // the tab dies before it is answered
    },
  );
  return { begun: begun.promise };
}

/** Everything in the bucket, by its name. */
async function objectsOf({ ready }: Stack): Promise<Map<string, Buffer>> {
  const { endpoint, bucket, region, accessKeyId, secretAccessKey } = ready.s3;
  const credentials = { accessKeyId, secretAccessKey };
  const client = new S3Client({ endpoint, region, credentials, forcePathStyle: true });
  try {
    const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: bucket }));
    const objects = new Map<string, Buffer>();
    for (const { Key } of Contents) {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key }));
      if (Key && Body) objects.set(Key, Buffer.from(await Body.transformToByteArray()));
    }
    return objects;
  } finally {
    client.destroy();
  }
}

/** The first segments of recordings that there are: long ones, numbered 0, in artefacts of their own. */
const firstSegments = (objects: ReadonlyMap<string, Buffer>): Buffer[] =>
  [...objects].filter(([key]) => key.endsWith('/0')).map(([, bytes]) => bytes);

/** Waits until the storage has the first segments of both recordings. */
async function recordedTwice(stack: Stack): Promise<Map<string, Buffer>> {
  const until = performance.now() + patience;
  for (;;) {
    const objects = await objectsOf(stack);
    if (firstSegments(objects).length >= 2) return objects;
    if (performance.now() > until) throw new Error(`no second recording: ${[...objects.keys()].join(', ')}`);
    await setTimeout(1000); // the storage tells nobody when something comes
  }
}

async function callAndKill(
  house: House,
  stack: Stack,
  folder: string,
  customerBrowser: Browser,
  agentBrowser: Browser,
) {
  const steps = await house.load('ops/demo/agent.ts');
  const { enterAsCustomer, inState } = await house.load('ops/demo/customer.ts');
  const { pageOpener } = await house.load('ops/demo/pages.ts');
  const { tenantSystem } = await house.load('ops/demo/api.ts');
  const { ready } = stack;
  const open = pageOpener(folder);
  const agent = await open(agentBrowser, 'desk', 'agent');
  const customer = await open(customerBrowser, 'phone', 'customer');
  for (const page of [agent, customer]) page.setDefaultTimeout(patience);
  await steps.signIn(agent, ready.agentUrl, ready.users.agent, nothing, '');
  await steps.setUpDevice(agent, ready.rootFingerprint, 'queue');
  await enterAsCustomer(customer, (await tenantSystem(ready).order()).customerUrl, nothing);
  await inState(customer, 'waiting').waitFor();
  await steps.becomeReady(agent);
  const upload = await holdFirstUpload(agent, ready.s3.endpoint);
  await steps.accept(agent, customer);
  await upload.begun;
  const context = agent.context();
  await agent.close();
  const again = await context.newPage();
  again.setDefaultTimeout(patience);
  await again.goto(ready.agentUrl);
  await inState(again, 'call').waitFor();
  return recordedTwice(stack);
}

/** Runs a call whose recording is broken off and begun anew, and compares all that was uploaded. */
export async function killTab(house: House): Promise<Outcome> {
  const { startDemoStack } = await house.load('ops/demo/stack.ts');
  const folder = mkdtempSync(join(tmpdir(), 'visavis-killed-'));
  const stack = await startDemoStack(folder, () => undefined);
  const browsers: Browser[] = [];
  try {
    const customer = await launchBrowser({ camera: await cameraPicture('customer') });
    const agent = await launchBrowser({ camera: await cameraPicture('agent') });
    browsers.push(customer, agent);
    const objects = await callAndKill(house, stack, folder, customer, agent);
    const beginnings = [...objects.values()].map(bytes => bytes.subarray(0, BEGINNING).toString('hex'));
    const again = beginnings.length - new Set(beginnings).size;
    return {
      succeeded: again > 0,
      seen: `the tab was killed in its first upload and the call went on in a new one; of ${objects.size} ciphertexts in the bucket, ${firstSegments(objects).length} of them first segments, ${again} began like another, as under one key and nonce`,
    };
  } finally {
    await Promise.allSettled(browsers.map(browser => browser.close()));
    await stack.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
