/** `npm run code -- agent`: the six digits an authenticator app would show for a user of the running example tenant. */
import { readFileSync } from 'node:fs';
import { generate } from 'otplib';
import { z } from 'zod';
import { readStartOptions } from './options.ts';

const users = z.object({ users: z.record(z.string(), z.object({ totpSecret: z.string() })) });
const { readyFile } = readStartOptions(process.env, []);
const name = process.argv[2] ?? 'agent';
const found = users.parse(JSON.parse(readFileSync(readyFile, 'utf8'))).users[name];
if (!found) throw new Error(`No user ${name}; there are agent, supervisor, compliance and admin.`);
console.log(await generate({ secret: found.totpSecret }));
