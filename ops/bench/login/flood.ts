import type { Turn } from './people.ts';

/** Enough that two are always being hashed. */
const atOnce = 8;

export const signIn = (agentUrl: string, { person, totp }: Turn): Promise<Response> =>
  fetch(`${agentUrl}/api/console/sign-in`, {
    method: 'POST',
    headers: { origin: agentUrl, 'content-type': 'application/json' },
    body: JSON.stringify({ email: person.email, password: person.password, totp }),
  });

/** Signs in again and again for so long. @returns sign-ins a second @throws if one is refused or nobody is left */
export async function flood(
  agentUrl: string,
  turn: () => Promise<Turn | undefined>,
  milliseconds: number,
): Promise<number> {
  const start = performance.now();
  let done = 0;
  const work = async () => {
    while (performance.now() - start < milliseconds) {
      const next = await turn();
      if (!next) throw new Error('too few people for so many sign-ins');
      const answer = await signIn(agentUrl, next);
      await answer.arrayBuffer();
      if (answer.status !== 200) throw new Error(`a sign-in was refused: ${answer.status}`);
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return (done * 1000) / (performance.now() - start);
}
