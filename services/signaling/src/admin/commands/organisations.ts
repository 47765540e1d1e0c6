import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import process from 'node:process';
import { findOrganisation, listOrganisations, type Transaction } from '@visavis/db';
import { organisationName, rootPublicPart } from '@visavis/protocol';
import { z } from 'zod';
import { createOrganisation, enterRoot, type Created } from '../../administration/organisation.ts';
import { orNotFound, Refused } from '../../http/refused.ts';
import { command, commandLine, table, type Tools } from '../command.ts';

/** The public part of a company's root, as `npm run keys -- root` prints it; never the key file itself. */
async function readRoot(path: string) {
  // npm moves to the project's folder; paths are meant from where it was called
  const text = await readFile(resolve(process.env.INIT_CWD ?? process.cwd(), path), 'utf8').catch(() => '');
  const root = rootPublicPart.safeParse(parsed(text));
  if (!root.success) throw new Refused('invalid_request', 'root-key');
  return root.data;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const make = async ({ act }: Tools, organisation: Created) => {
  const { id } = await act((transaction: Transaction) =>
    createOrganisation(transaction, organisation, commandLine),
  );
  return { json: { id }, text: id };
};
const reseller = z.uuid().optional();

export const organisationCommands = {
  'create-tenant': command({
    summary: 'Make a tenant; with its id it makes its root, see set-root',
    options: z.strictObject({ name: organisationName, reseller }),
    run: (tools, { name, reseller: resellerId = null }) => make(tools, { kind: 'tenant', name, resellerId }),
  }),
  'set-root': command({
    summary: 'Enter a tenant’s root, once: a file with what npm run keys -- root printed',
    options: z.strictObject({ rootKey: z.string() }),
    run: async ({ act }, { rootKey }) => {
      const { tenant: id, fingerprint, publicKey } = await readRoot(rootKey);
      return act(async transaction => {
        const organisation = orNotFound(await findOrganisation(transaction, id));
        await enterRoot(transaction, organisation, publicKey, commandLine);
        return { json: { id, fingerprint }, text: `Compare it with the company's paper: ${fingerprint}` };
      });
    },
  }),
  'create-ident-centre': command({
    summary: 'Make an ident centre',
    options: z.strictObject({ name: organisationName, reseller }),
    run: (tools, { name, reseller: resellerId = null }) =>
      make(tools, { kind: 'ident_centre', name, resellerId }),
  }),
  'create-reseller': command({
    summary: 'Make a reseller',
    options: z.strictObject({ name: organisationName }),
    run: (tools, { name }) => make(tools, { kind: 'reseller', name, resellerId: null }),
  }),
  'list-organisations': command({
    summary: 'All organisations',
    options: z.strictObject({}),
    run: async ({ act }) => {
      const items = await act(listOrganisations);
      return {
        json: { items: items.map(item => ({ ...item, createdAt: item.createdAt.toISOString() })) },
        text: table([
          ['ID', 'KIND', 'NAME', 'RESELLER', 'USERS', 'ROOT FINGERPRINT'],
          ...items.map(({ id, kind, name, resellerId, users, rootFingerprint }) => [
            ...[id, kind, name, resellerId ?? '-', String(users), rootFingerprint ?? '-'],
          ]),
        ]),
      };
    },
  }),
};
