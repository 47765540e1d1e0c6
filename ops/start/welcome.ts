import type { EmbeddedStack } from './embedded-stack.ts';

/** What the terminal says when everything is up: where to click, and with what. */
export function describe({ ready, stack }: EmbeddedStack, seconds: number): string {
  const { agent, compliance } = ready.users;
  return `
Visavis is ready (${seconds} s).

  1. Customer   open   ${ready.customerUrl}
  2. Agent      open   ${ready.agentUrl}
                sign in ${agent.email}
                with    ${agent.password}
                code    npm run code -- agent
                company fingerprint, asked once per device:
                        ${ready.rootFingerprint}
  3. Compliance open   ${ready.agentUrl} as ${compliance.email}
                with    ${compliance.password}
                code    npm run code -- compliance
                evidence key file
                        ${ready.evidenceKeyFile}

  Tenant API    ${ready.openapiUrl}
  Mails         ${stack.mailUrl}
  All of it     ready.json in the data folder, for programs

  Ctrl-C stops everything.
`;
}
